/**
 * Registries and peers as data: {@link io.github.dcisdk.profile.RegistryProfile} says what a kind of registry holds,
 * {@link io.github.dcisdk.profile.PeerProfile} how one deployed system departs from the standard. Nothing else in the SDK
 * branches on the name of a registry or a system.
 */
@NullMarked
package io.github.dcisdk.profile;

import org.jspecify.annotations.NullMarked;
