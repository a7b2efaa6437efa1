/**
 * Social registries: {@link io.github.dcisdk.socialregistry.SocialRegistryClient} searches one, {@link
 * io.github.dcisdk.socialregistry.SocialRegistry} holds its vocabulary; {@code SocialGroup}, {@code SocialMember} and
 * {@code SocialPerson} are its records, generated at build time from {@code src/main/openapi/social-registry.yaml}. Start
 * with {@code SocialRegistryClient.of(peer)}.
 */
@NullMarked
package io.github.dcisdk.socialregistry;

import org.jspecify.annotations.NullMarked;
