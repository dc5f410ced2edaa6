/**
 * Logs calls made outside of Close in the Close CRM; begin with {@link
 * io.github.closecalls.CloseClient}.
 *
 * <ul>
 *   <li>{@link io.github.closecalls.Calls} logs a call, waiting for it or not; what a call can have
 *       is in {@link io.github.closecalls.model.CreateCallActivity}, property by property as in the
 *       contract.
 *   <li>{@link io.github.closecalls.Credentials} says who logs it: an API key, a token, or an OAuth
 *       2 session that renews its tokens.
 *   <li>{@link io.github.closecalls.RetryPolicy} and {@link io.github.closecalls.CallOptions} say
 *       how often and how long it is tried.
 *   <li>{@link io.github.closecalls.CloseException} is the parent of every failure, and says with
 *       {@link io.github.closecalls.Delivery} what became of the call.
 * </ul>
 *
 * <p>Nothing may be null unless it is marked {@code @Nullable}.
 *
 * @see <a href="https://developer.close.com/api/resources/activities/calls/create">The properties
 *     of a call, in Close's documentation</a>
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md">Troubleshooting</a>
 */
@NullMarked
package io.github.closecalls;

import org.jspecify.annotations.NullMarked;
