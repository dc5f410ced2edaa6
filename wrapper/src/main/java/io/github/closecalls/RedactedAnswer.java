package io.github.closecalls;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it may be shown: the credential, should the server send it back, is removed.
 *
 * @param status the HTTP status
 * @param headers the headers, found in upper and lower case; not changed by anyone
 * @param body the body as text
 * @param cause why it could not be read, unless that would tell the credential
 */
record RedactedAnswer(
    int status, TreeMap<String, List<String>> headers, String body, @Nullable Throwable cause) {

  static RedactedAnswer of(Answer answer, @Nullable Throwable error, Credentials credentials) {
    Throwable cause = answer.failure() != null ? answer.failure() : error;
    return new RedactedAnswer(
        answer.status(),
        headers(answer.headers(), credentials),
        credentials.redact(answer.text()),
        cause == null ? null : credentials.redact(cause));
  }

  /** Returns headers as they may be shown. */
  static TreeMap<String, List<String>> headers(Headers headers, Credentials credentials) {
    TreeMap<String, List<String>> shown = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.size(); i++) {
      shown
          .computeIfAbsent(credentials.redact(headers.name(i)), name -> new ArrayList<>())
          .add(credentials.redact(headers.value(i)));
    }
    shown.replaceAll((name, values) -> List.copyOf(values));
    return shown;
  }
}
