/**
 * HTTP to a peer, over OkHttp: time limits, one retry layer, size limits, and errors that say whether the peer may have
 * received the request. Knows nothing of the messages it carries. Start with {@link
 * io.github.dcisdk.transport.HttpTransport}.
 */
@NullMarked
package io.github.dcisdk.transport;

import org.jspecify.annotations.NullMarked;
