/**
 * An event and what follows from it: {@link io.github.dcisdk.examples.deathnotification.DeathNotification} lets a civil
 * registry register deaths, of which a system that pays allowances is told.
 */
@NullMarked
package io.github.dcisdk.examples.deathnotification;

import org.jspecify.annotations.NullMarked;
