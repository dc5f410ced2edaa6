/**
 * Logs calls made outside of Close in the Close CRM; begin with {@link
 * io.github.closecalls.CloseClient}.
 *
 * <ul>
 *   <li>{@link io.github.closecalls.Calls} logs a call, blocking or not; the properties of a call
 *       are in {@link io.github.closecalls.model.CreateCallActivity}, named as in the contract.
 *   <li>{@link io.github.closecalls.Credentials} authenticate: an API key, a token, or an OAuth 2
 *       session that renews its tokens.
 *   <li>{@link io.github.closecalls.RetryPolicy} and {@link io.github.closecalls.CallOptions} limit
 *       how often and how long a call is tried.
 *   <li>{@link io.github.closecalls.CloseException} is the parent of every failure, and says with
 *       {@link io.github.closecalls.Delivery} what became of the call.
 * </ul>
 *
 * <p>Nothing is null unless it is marked {@code @Nullable}.
 *
 * @see <a href="https://developer.close.com/api/resources/activities/calls/create">The properties
 *     of a call, in Close's documentation</a>
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md">Troubleshooting</a>
 */
@NullMarked
package io.github.closecalls;

import org.jspecify.annotations.NullMarked;
