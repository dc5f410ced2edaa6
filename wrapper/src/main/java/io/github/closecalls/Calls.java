package io.github.closecalls;

import com.squareup.moshi.JsonDataException;
import io.github.closecalls.api.ActivitiesCallsApi;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Logs calls that were made outside of Close.
 *
 * <p>Comes from {@link CloseClient#calls()}. Safe to share between threads.
 *
 * @see <a
 *     href="https://github.com/close-calls/close-calls-java/blob/main/TROUBLESHOOTING.md">Troubleshooting</a>
 * @see <a href="https://developer.close.com/api/resources/activities/calls/create">The properties
 *     of a call, in Close's documentation</a>
 */
public final class Calls {
  private static final String NO_CALL = "call is null: build one with CreateCallActivity.builder()";

  private final Transport transport;
  private final ConcurrencyLimit limit;
  private final AsyncExecutor executor;
  private final ActivitiesCallsApi api;

  Calls(Transport transport, ConcurrencyLimit limit, AsyncExecutor executor) {
    this.transport = transport;
    this.limit = limit;
    this.executor = executor;
    this.api = transport.create(ActivitiesCallsApi.class);
  }

  /**
   * Logs a call, and blocks until Close answers.
   *
   * <p>The request is sent again only if it is certain that Close did not log the call, see {@link
   * RetryPolicy}, and only until the deadline, see {@link CloseClient.Builder#deadline}. Before it
   * is sent, the rules in the contract's descriptions are checked, all of them:
   *
   * <ul>
   *   <li>{@code phone} is an E.164 number: a plus sign and 2 to 15 digits 0 to 9, the first not 0,
   *       and nothing else;
   *   <li>{@code recording_url} is an absolute https URL that can be fetched: with a host, without
   *       user-info, and with a port from 1 to 65535 if it has one; {@code voicemail_url} has no
   *       rule.
   * </ul>
   *
   * <p>A property that is absent or null breaks no rule. A call that was read from JSON must not
   * {@linkplain CreateCallActivity#deviations() deviate} from the contract. Source: {@code POST
   * /activity/call/} of the contract, properties {@code phone} and {@code recording_url}; <a
   * href="https://developer.close.com">Close's documentation</a>.
   *
   * @param call the properties of the call
   * @return the call as Close has stored it; {@link CallActivity#deviations()} tells whether values
   *     are not as the contract says
   * @throws InvalidCallException if the call breaks a rule; nothing was sent
   * @throws CredentialsException if there is no valid credential to send it with
   * @throws ApiException if Close answers with a status other than 2xx
   * @throws TransportException if no answer comes
   * @throws UnreadableAnswerException if Close answers with success, but the answer cannot be read
   *     as a call; {@code delivery()} says whether the call is logged
   */
  public CallActivity log(CreateCallActivity call) {
    return log(call, CallOptions.NONE);
  }

  /**
   * Logs a call as {@link #log(CreateCallActivity)} does, with settings of its own.
   *
   * @param call the properties of the call
   * @param options the settings that differ from those of the client
   * @return the call as Close has stored it
   * @throws CloseException if it fails, as described there
   */
  public CallActivity log(CreateCallActivity call, CallOptions options) {
    return limit.run(exchange(call, options), Exchange::run);
  }

  /**
   * Logs a call as {@link #log(CreateCallActivity)} does, and returns the whole answer.
   *
   * @param call the properties of the call
   * @return the call as Close has stored it, with status, headers and rate limit
   * @throws CloseException if it fails, as described there
   */
  public CloseResponse<CallActivity> logWithResponse(CreateCallActivity call) {
    return logWithResponse(call, CallOptions.NONE);
  }

  /**
   * Logs a call as {@link #log(CreateCallActivity)} does, with settings of its own, and returns the
   * whole answer.
   *
   * @param call the properties of the call
   * @param options the settings that differ from those of the client
   * @return the call as Close has stored it, with status, headers and rate limit
   * @throws CloseException if it fails, as described there
   */
  public CloseResponse<CallActivity> logWithResponse(CreateCallActivity call, CallOptions options) {
    return limit.run(exchange(call, options), Exchange::respond);
  }

  /**
   * Logs a call as {@link #log(CreateCallActivity)} does, on another thread.
   *
   * <p>{@link CloseClient.Builder#maxConcurrency} limits how many calls run at once. If that many
   * run, <b>this method blocks</b> until one of them ends, but not beyond the deadline, which
   * includes that time: nothing is queued. Every failure, including a broken rule, completes the
   * future with the exception that {@code log} would throw: {@code handle} and {@code whenComplete}
   * get the exception itself, {@code get} and {@code join} wrap it, as {@link CompletableFuture}
   * does.
   *
   * <p>Cancelling the future, or completing it in any other way, closes the connection; the call
   * may have been logged by then. Continuations without an executor run on threads of the library,
   * one more than the limit of calls; while all of them are busy, further calls block. Run slow
   * continuations on an executor of your own ({@code thenApplyAsync} and the like). The threads are
   * daemons: wait for the future before the JVM ends.
   *
   * @param call the properties of the call
   * @return a future of the call as Close has stored it
   */
  public CompletableFuture<CallActivity> logAsync(CreateCallActivity call) {
    return logAsync(call, CallOptions.NONE);
  }

  /**
   * Logs a call as {@link #logAsync(CreateCallActivity)} does, with settings of its own.
   *
   * @param call the properties of the call
   * @param options the settings that differ from those of the client
   * @return a future of the call as Close has stored it
   */
  public CompletableFuture<CallActivity> logAsync(CreateCallActivity call, CallOptions options) {
    return start(call, options, Exchange::run);
  }

  /**
   * Logs a call as {@link #logAsync(CreateCallActivity)} does, and returns the whole answer.
   *
   * @param call the properties of the call
   * @return a future of the call as Close has stored it, with status, headers and rate limit
   */
  public CompletableFuture<CloseResponse<CallActivity>> logAsyncWithResponse(
      CreateCallActivity call) {
    return logAsyncWithResponse(call, CallOptions.NONE);
  }

  /**
   * Logs a call as {@link #logAsync(CreateCallActivity)} does, with settings of its own, and
   * returns the whole answer.
   *
   * @param call the properties of the call
   * @param options the settings that differ from those of the client
   * @return a future of the call as Close has stored it, with status, headers and rate limit
   */
  public CompletableFuture<CloseResponse<CallActivity>> logAsyncWithResponse(
      CreateCallActivity call, CallOptions options) {
    return start(call, options, Exchange::respond);
  }

  /**
   * Checks a call as {@link #log(CreateCallActivity)} does, and sends nothing.
   *
   * <p>For a form, a dry run, or a queue that is to hold no call that cannot be logged. A call
   * without violations can still be refused by Close. Needs no network and no valid credential, and
   * works after {@link CloseClient#close()}.
   *
   * @param call the properties of the call
   * @return an immutable list of all rules that the call breaks and all values that have no form in
   *     JSON, as {@link InvalidCallException#violations()} has them; empty if there are none
   */
  public List<Violation> check(CreateCallActivity call) {
    Objects.requireNonNull(call, NO_CALL);
    List<Violation> violations = CallRules.violations(call);
    try {
      String unused = call.toJson();
    } catch (JsonDataException e) {
      violations.add(CallRules.unwritable(e));
    }
    return List.copyOf(violations);
  }

  private <R> CompletableFuture<R> start(
      CreateCallActivity call, CallOptions options, Function<Exchange<CallActivity>, R> run) {
    Exchange<CallActivity> exchange;
    try {
      exchange = exchange(call, options);
    } catch (CloseException e) {
      return CompletableFuture.failedFuture(e);
    }
    return executor.start(exchange, run);
  }

  private Exchange<CallActivity> exchange(CreateCallActivity call, CallOptions options) {
    Objects.requireNonNull(call, NO_CALL);
    Objects.requireNonNull(options, "options is null: leave it out to set nothing");
    Patience patience = transport.patience(options.deadlineOr(transport.deadline()));
    List<Violation> violations = CallRules.violations(call);
    InFlight<CallActivity> request = null;
    try {
      request = transport.prepare(api.create(call));
    } catch (JsonDataException e) {
      violations.add(CallRules.unwritable(e));
    } catch (VirtualMachineError e) {
      throw e; // Nothing is lost, and it says more as it is.
    } catch (
        Throwable e) { // Of any type: values that the contract does not list are code of others.
      throw transport.exceptions().unexpected(e, false, CallHistory.none(call));
    }
    if (request == null || !violations.isEmpty()) {
      throw new InvalidCallException(call, violations);
    }
    return new Exchange<>(transport, call, request, options, patience);
  }
}
