package io.github.closecalls;

import com.squareup.moshi.JsonDataException;
import io.github.closecalls.api.ActivitiesCallsApi;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import java.util.List;
import java.util.Objects;
import retrofit2.Call;

/**
 * Logs calls that were made outside of Close.
 *
 * <p>Comes from {@link CloseClient#calls()}. Safe to share between threads.
 */
public final class Calls {
  private final Transport transport;
  private final ActivitiesCallsApi api;

  Calls(Transport transport) {
    this.transport = transport;
    this.api = transport.create(ActivitiesCallsApi.class);
  }

  /**
   * Logs a call, and waits for Close's answer.
   *
   * <p>The request is sent at most once. Before that, the rules that the contract states in prose
   * are checked, all of them:
   *
   * <ul>
   *   <li>{@code phone} is an E.164 number: a plus sign and 2 to 15 digits 0 to 9, the first of
   *       them not 0, and nothing else;
   *   <li>{@code recording_url} is an absolute https URL with a host and without user-info; {@code
   *       voicemail_url} is not restricted.
   * </ul>
   *
   * <p>What is absent or null breaks no rule. Source: {@code POST /activity/call/} of the contract,
   * properties {@code phone} and {@code recording_url}; <a
   * href="https://developer.close.com">Close's documentation</a>.
   *
   * @param call what is known of the call
   * @return the call as Close holds it now
   * @throws InvalidCallException if the call breaks a rule; nothing was sent
   * @throws ApiException if Close answers with a status other than 2xx
   * @throws TransportException if no answer comes
   * @throws UnreadableAnswerException if the call was logged, but the answer cannot be read
   */
  public CallActivity log(CreateCallActivity call) {
    Objects.requireNonNull(call, "call is null: build one with CreateCallActivity.builder()");
    List<Violation> violations = CallRules.violations(call);
    Call<CallActivity> request = api.create(call);
    try {
      request.request(); // Writes the JSON, which the next attempt to send it takes as it is.
    } catch (JsonDataException e) {
      violations.add(CallRules.unwritable(e));
    }
    if (!violations.isEmpty()) {
      throw new InvalidCallException(violations);
    }
    return transport.execute(request);
  }
}
