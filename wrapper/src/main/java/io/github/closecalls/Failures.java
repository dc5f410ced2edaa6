package io.github.closecalls;

import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Says in an exception what happened, without the credential. */
final class Failures {
  private final HttpUrl baseUrl;
  private final Credentials credentials;

  Failures(HttpUrl baseUrl, Credentials credentials) {
    this.baseUrl = baseUrl;
    this.credentials = credentials;
  }

  /** Returns what to throw after an attempt that is the last. */
  CloseException of(Attempt attempt, String remedy, History history) {
    Answer answer = attempt.answer;
    Throwable error = attempt.error;
    if (answer == null) {
      String reason = error == null ? "no answer" : text(error);
      Throwable shown = error == null ? null : credentials.redact(error);
      return attempt.sent ? lost(reason, history, shown) : unsent(reason, remedy, history, shown);
    }
    Throwable cause = answer.failure() != null ? answer.failure() : error;
    Throwable shown = cause == null ? null : credentials.redact(cause);
    String body = credentials.redact(answer.text());
    return answer.isSuccess()
        ? new UnreadableAnswerException(
            unreadable(answer, body, cause), answer.status(), body, history, shown)
        : ApiException.of(answer.status(), body, baseUrl.toString(), history, shown);
  }

  /**
   * Returns what to throw if an attempt did not come to the point where it is sent.
   *
   * @param remedy what to do before the call is logged again
   */
  TransportException unsent(
      String reason, String remedy, History history, @Nullable Throwable cause) {
    Delivery delivery = history.delivery();
    return new TransportException(
        "The call was not sent "
            + (delivery == Delivery.NOT_SENT ? "" : "again ")
            + "to "
            + baseUrl
            + " ("
            + reason
            + "). "
            + remedy
            + (delivery == Delivery.UNKNOWN ? "" : " Then log the call again."),
        delivery == Delivery.UNKNOWN ? Section.UNKNOWN : Section.NOT_SENT,
        history,
        cause);
  }

  /** Returns what to throw if there is no credential. */
  CredentialsException withoutCredential(CredentialsFault fault, History history) {
    Throwable cause = fault.getCause();
    return new CredentialsException(
        fault, history, cause == null ? null : credentials.redact(cause));
  }

  private TransportException lost(String reason, History history, @Nullable Throwable cause) {
    return new TransportException(
        "No usable answer came from "
            + baseUrl
            + " to a request that was sent ("
            + reason
            + "). The call may have been logged: look in Close before you log it again.",
        Section.UNKNOWN,
        history,
        cause);
  }

  private String unreadable(Answer answer, String body, @Nullable Throwable cause) {
    String fault;
    if (answer.isCutOff()) {
      fault = "is longer than " + Answer.MAX_SUCCESS_BYTES + " bytes";
    } else if (body.isBlank()) {
      fault = "is empty" + (cause == null ? "" : " (" + text(cause) + ")");
    } else if (cause == null) {
      fault = "is null";
    } else {
      fault = "could not be read (" + text(cause) + "): " + Answer.excerpt(body);
    }
    return "The server took the call: it answered with status "
        + answer.status()
        + ". But the body of the answer "
        + fault
        + ". Do not log the call again before you looked it up in Close; if it is not there, check the"
        + " base URL "
        + baseUrl
        + ".";
  }

  private String text(Throwable error) {
    return Answer.excerpt(credentials.describe(error));
  }
}
