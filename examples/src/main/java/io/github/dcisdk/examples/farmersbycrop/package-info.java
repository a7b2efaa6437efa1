/**
 * Many questions in few messages: {@link io.github.dcisdk.examples.farmersbycrop.FarmersByCrop} counts farmers and land by
 * district and crop, at a registry that takes only a few questions in one message.
 */
@NullMarked
package io.github.dcisdk.examples.farmersbycrop;

import org.jspecify.annotations.NullMarked;
