package io.github.closecalls;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a line about each attempt: method, path, status, duration, number, and what follows.
 *
 * <p>What can hold a secret or personal data is left out: all headers but those about the rate
 * limit, texts of exceptions, and bodies unless the user wants them.
 */
final class AttemptLog {
  private static final Logger LOGGER = System.getLogger("io.github.closecalls");

  private static final String[] HEADERS = {
    "RateLimit", "RateLimit-Reset", "Retry-After", "X-Rate-Limit-Reset"
  };

  private static final int MAX_BODY = 10_000;

  private final Credentials credentials;
  private final boolean bodies;

  AttemptLog(Credentials credentials, boolean bodies) {
    this.credentials = credentials;
    this.bodies = bodies;
  }

  /** Never fails, since what a logger does must not change what is said of the call. */
  void ended(Request request, Attempt<?> attempt, Next next) {
    try {
      if (LOGGER.isLoggable(Level.DEBUG)) {
        log(request, attempt, next);
      }
    } catch (Throwable e) { // Of any type, as loggers and their handlers are code of the user.
      // It has no other place to be reported.
    }
  }

  private void log(Request request, Attempt<?> attempt, Next next) {
    HttpUrl url = request.url();
    Answer answer = attempt.answer();
    StringBuilder line = new StringBuilder(request.method()).append(' ').append(url.encodedPath());
    if (answer != null) {
      line.append(" answered with ").append(answer.status());
    } else {
      line.append(attempt.sent() ? " not answered" : " not sent");
    }
    Throwable error = attempt.error();
    if (error != null) {
      line.append(" (").append(error.getClass().getName()).append(')');
    }
    line.append(" in ").append(CallHistory.seconds(attempt.took()));
    line.append(", attempt ").append(attempt.number());
    if (next instanceof Next.Again again) {
      line.append(", next in ").append(CallHistory.seconds(Duration.ofNanos(again.pause())));
    } else if (next instanceof Next.AgainWith) {
      line.append(", next at once with another credential");
    } else if (!(next instanceof Next.Done)) {
      line.append(", the call fails");
    }
    if (answer != null) {
      for (String name : HEADERS) {
        String value = answer.headers().get(name);
        if (value != null) {
          line.append(", ").append(name).append(": ").append(shown(value));
        }
      }
    }
    LOGGER.log(Level.DEBUG, line.toString());
    if (bodies) {
      LOGGER.log(Level.DEBUG, "Request: " + shown(text(request.body())));
      LOGGER.log(Level.DEBUG, "Answer: " + (answer == null ? "none" : shown(answer.text())));
    }
  }

  private String shown(String text) {
    return Answer.line(credentials.redact(text), MAX_BODY);
  }

  private static String text(@Nullable RequestBody body) {
    Buffer buffer = new Buffer();
    try {
      if (body != null) {
        body.writeTo(buffer);
      }
      return buffer.readUtf8();
    } catch (IOException e) {
      return "not readable";
    }
  }
}
