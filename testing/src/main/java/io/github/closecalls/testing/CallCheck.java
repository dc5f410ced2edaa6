package io.github.closecalls.testing;

import io.github.closecalls.json.Deviation;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.CreateCallActivityDirection;
import io.github.closecalls.model.CreateCallActivitySource;
import io.github.closecalls.model.CreateCallActivityStatus;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the contract says of a call, and the fake holds it to. */
enum CallCheck {
  /** Types, formats and null: what the generated adapter sees. */
  TYPES,

  /** The values that an enum lists; the models take others as well. */
  LISTED_VALUES,

  /** The format {@code uri}: the models take a relative one as well. */
  ABSOLUTE_URIS,

  /** A rule in prose. */
  PHONE,

  /** A rule in prose. */
  RECORDING_URL;

  private static final String UNLISTED = "must be one of the values that the contract lists";
  private static final String HTTPS = "https://";
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

  /** Returns what is wrong with a call: properties, and what they must be. */
  static Map<String, String> problems(CreateCallActivity call, Iterable<CallCheck> checks) {
    Map<String, String> problems = new TreeMap<>();
    for (CallCheck check : checks) {
      check.addProblems(call, problems);
    }
    return problems;
  }

  private void addProblems(CreateCallActivity call, Map<String, String> problems) {
    switch (this) {
      case TYPES -> {
        for (Deviation deviation : call.deviations()) {
          problems.put(deviation.pointer().substring(1), deviation.rule());
        }
      }
      case LISTED_VALUES -> {
        CreateCallActivityDirection direction = call.direction();
        if (direction != null && !direction.isKnown()) {
          problems.put("direction", UNLISTED);
        }
        CreateCallActivitySource source = call.source();
        if (source != null && !source.isKnown()) {
          problems.put("source", UNLISTED);
        }
        CreateCallActivityStatus status = call.status();
        if (status != null && !status.isKnown()) {
          problems.put("status", UNLISTED);
        }
      }
      case ABSOLUTE_URIS -> {
        URI url = call.voicemailUrl();
        if (url != null && !url.isAbsolute()) {
          problems.put("voicemail_url", "must be a URI, which is absolute");
        }
      }
      case PHONE -> {
        String phone = call.phone();
        if (phone != null && !E164.matcher(phone).matches()) {
          problems.put("phone", "must be in E.164 format, such as +16505551234");
        }
      }
      case RECORDING_URL -> {
        URI url = call.recordingUrl();
        if (url != null && !url.toString().regionMatches(true, 0, HTTPS, 0, HTTPS.length())) {
          problems.put("recording_url", "must be secure: it must begin with https://");
        }
      }
    }
  }
}
