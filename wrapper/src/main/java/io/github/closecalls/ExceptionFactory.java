package io.github.closecalls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Says in an exception what happened, without the credential. */
final class ExceptionFactory {
  private final HttpUrl baseUrl;
  private final Credentials credentials;
  private final OkHttpClient client;

  /**
   * Prepares to say what happened.
   *
   * @param client the client that sends the calls
   */
  ExceptionFactory(HttpUrl baseUrl, Credentials credentials, OkHttpClient client) {
    this.baseUrl = baseUrl;
    this.credentials = credentials;
    this.client = client;
  }

  /** Returns the exception to throw after the last attempt. */
  CloseException of(Attempt<?> attempt, Patience patience, CallHistory history) {
    Answer answer = attempt.answer();
    Throwable error = attempt.error();
    if (answer != null) {
      RedactedAnswer shown = RedactedAnswer.of(answer, error, credentials);
      return answer.isSuccess()
          ? new UnreadableAnswerException(
              unreadable(answer, shown, error, attempt.delivery(), patience), shown, history)
          : refusal(shown, history);
    }
    String stop = patience.reasonToStop();
    String reason = stop != null ? stop : error == null ? "no answer" : reason(error, patience);
    Throwable cause = error == null ? null : credentials.redact(error);
    return attempt.sent()
        ? lost(reason, history, cause)
        : unsent(reason, remedy(error, patience), history, cause);
  }

  /** Returns the exception to throw if the call ended between two attempts. */
  TransportException unsent(CallStoppedException stopped, CallHistory history) {
    return unsent(stopped.reason(), stopped.remedy(), history, null);
  }

  /** Returns the exception to throw if there is no credential. */
  CredentialsException withoutCredential(NoCredentialException fault, CallHistory history) {
    Throwable cause = fault.getCause();
    return new CredentialsException(
        fault.getMessage(),
        fault.reason,
        history,
        cause == null ? null : credentials.redact(cause));
  }

  /**
   * Returns the exception to throw if something broke outside of an attempt.
   *
   * @param sent whether the last attempt may have been sent
   */
  TransportException unexpected(Throwable error, boolean sent, CallHistory history) {
    if (sent) {
      return lost(text(error), history, credentials.redact(error));
    }
    return unsent(
        text(error),
        "Report it with the stack trace, unless it came from code that you gave to the client.",
        history,
        credentials.redact(error));
  }

  private ApiException refusal(RedactedAnswer answer, CallHistory history) {
    String url = baseUrl.toString();
    return switch (Status.of(answer.status())) {
      case BAD_REQUEST -> new BadRequestException(answer, url, history);
      case UNAUTHORIZED -> new UnauthorizedException(answer, url, history);
      case NOT_FOUND -> new NotFoundException(answer, url, history);
      default -> new ApiException(answer, url, history);
    };
  }

  private String remedy(@Nullable Throwable error, Patience patience) {
    if (error == null || patience.isOver() || patience.left() <= 0) {
      return patience.remedy();
    }
    int proxyStatus = ProxyRefusal.status(error);
    if (proxyStatus != 0) {
      return ProxyRefusal.remedy(proxyStatus);
    }
    if (!ProxyRefusal.beyondReach(error, client, baseUrl).isEmpty()) {
      return "Check that the proxy runs, that its address is right, and that it can be reached from"
          + " here.";
    }
    if (error instanceof MadeUpAnswerException || !(error instanceof IOException)) {
      return "Check the interceptors and listeners of the OkHttpClient given to the client.";
    }
    return patience.remedy();
  }

  private TransportException unsent(
      String reason, String remedy, CallHistory history, @Nullable Throwable cause) {
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
        delivery == Delivery.UNKNOWN
            ? TroubleshootingSection.UNKNOWN
            : TroubleshootingSection.NOT_SENT,
        history,
        cause);
  }

  private TransportException lost(String reason, CallHistory history, @Nullable Throwable cause) {
    return new TransportException(
        "No usable answer came from "
            + baseUrl
            + " to a request that was sent ("
            + reason
            + "). The call may have been logged: look in Close before you log it again.",
        TroubleshootingSection.UNKNOWN,
        history,
        cause);
  }

  private String unreadable(
      Answer answer,
      RedactedAnswer shown,
      @Nullable Throwable error,
      Delivery delivery,
      Patience patience) {
    Throwable cause = answer.failure() != null ? answer.failure() : error;
    String fault;
    if (answer.isCutOff()) {
      fault = "is longer than " + Answer.MAX_SUCCESS_BYTES + " bytes";
    } else if (shown.body().isBlank()) {
      fault = "is empty" + (cause == null ? "" : " (" + reason(cause, patience) + ")");
    } else if (cause == null) {
      fault = "is null";
    } else {
      fault = "could not be read (" + reason(cause, patience) + ")" + excerpt(shown.body());
    }
    return "The answer had status "
        + answer.status()
        + ", but its body "
        + fault
        + (delivery == Delivery.ACCEPTED
            ? ". It shows that Close logged the call: do not log the call again."
            : ". Nothing in it shows that Close logged the call, but it may have been logged: look in"
                + " Close before you log it again, and check the base URL "
                + baseUrl
                + ".");
  }

  /** Returns what to put behind a fault: a page or a word, and no JSON, as it can be the call. */
  private static String excerpt(String body) {
    String start = body.stripLeading();
    return start.startsWith("<") || Character.isLetter(start.codePointAt(0))
        ? ": " + Answer.excerpt(body)
        : "";
  }

  private String reason(Throwable error, Patience patience) {
    if (error instanceof InterruptedIOException || error instanceof SocketException) {
      // OkHttp says "timeout" or "Socket closed", whoever closed it.
      String stop = patience.reasonToStop();
      if (stop != null || patience.left() <= 0) {
        return stop != null ? stop : patience.expired("").reason();
      }
    }
    int proxyStatus = ProxyRefusal.status(error);
    if (proxyStatus != 0) {
      return ProxyRefusal.reason(proxyStatus, client, baseUrl);
    }
    return text(error) + ProxyRefusal.beyondReach(error, client, baseUrl);
  }

  private String text(Throwable error) {
    return Answer.excerpt(credentials.describe(error));
  }
}
