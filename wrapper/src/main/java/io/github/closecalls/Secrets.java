package io.github.closecalls;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that a credential has used, and the removal of them from texts.
 *
 * <p>Safe to share between threads.
 */
final class Secrets {
  /** A server sends back what it got of late, so the oldest can go when they have become many. */
  private static final int MAX_USED = 256;

  private static final String REPLACEMENT = "[credential removed]";

  /** Shorter beginnings of a secret tell nothing, and are found in other texts as well. */
  private static final int SHORTEST_PREFIX = 8;

  private final List<Known> lasting;
  private volatile List<Known> used = List.of();

  /** Knows secrets from the start, and for ever. */
  Secrets(String... lasting) {
    this.lasting = Arrays.stream(lasting).map(Known::of).toList();
  }

  /** Takes note of a secret before it is used. */
  void add(Secret secret) {
    add(secret.plain());
    add(secret.encoded());
  }

  /** Takes note of a secret before it is used. */
  synchronized void add(String secret) {
    if (used.stream().noneMatch(known -> known.secret.equals(secret))) {
      List<Known> more = new ArrayList<>(used);
      if (more.size() == MAX_USED) {
        more.remove(0);
      }
      more.add(Known.of(secret));
      used = List.copyOf(more);
    }
  }

  /** Returns a text of the server without the secrets, should it send one back. */
  String redact(String text) {
    String redacted = text;
    for (Known secret : lasting) {
      redacted = secret.forms.matcher(redacted).replaceAll(REPLACEMENT);
    }
    for (Known secret : used) {
      redacted = secret.forms.matcher(redacted).replaceAll(REPLACEMENT);
    }
    return redacted;
  }

  /**
   * Returns an error whose text holds no secret, or null if this one's does.
   *
   * <p>Parsers quote what they cannot read, so a cause can repeat what the server sent back.
   */
  <T extends Throwable> @Nullable T redact(T error) {
    StringWriter trace = new StringWriter();
    try {
      error.printStackTrace(new PrintWriter(trace));
    } catch (Throwable e) { // Of any type: its text is code of the user, and broken.
      return null;
    }
    String text = trace.toString();
    return redact(text).equals(text) ? error : null;
  }

  /**
   * A secret, and what a server can make of it when it sends it back: plain, in Base64, escaped for
   * JSON (RFC 8259, section 7), HTML or a URL, in UTF-16, in another case, and cut off at the end.
   */
  private record Known(String secret, Pattern forms) {
    static Known of(String secret) {
      List<String> texts =
          Stream.of(secret, base64(secret)).filter(text -> !text.isEmpty()).toList();
      // Looks at the first character first, since an answer can have millions.
      String first =
          texts.stream().map(t -> Pattern.quote(t.substring(0, 1))).collect(Collectors.joining());
      Pattern forms =
          Pattern.compile(
              "(?=[\\\\%&"
                  + first
                  + "])(?:"
                  + texts.stream().map(Known::formOf).collect(Collectors.joining("|"))
                  + ")",
              Pattern.CASE_INSENSITIVE);
      return new Known(secret, forms);
    }

    private static String formOf(String text) {
      StringBuilder whole = new StringBuilder();
      StringBuilder cutOff = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        int c = text.charAt(i);
        String form =
            String.format(
                Locale.ROOT,
                "(?:\\\\?%s|\\\\u%04x|%%%02x|&#0*%d;|&#x0*%x;)\\x00?",
                Pattern.quote(Character.toString(c)),
                c,
                c,
                c,
                c);
        // What pads Base64 is not secret, and is often left out.
        whole.append(c == '=' ? "(?:" + form + ")?" : form);
        cutOff.append(i < SHORTEST_PREFIX ? form : "(?:" + form);
      }
      int optional = text.length() - SHORTEST_PREFIX;
      return optional <= 0
          ? whole.toString()
          : whole + "|" + cutOff + ")?".repeat(optional) + "\\z";
    }

    /** The Base64 of a text as far as it is the same whatever follows the text. */
    private static String base64(String text) {
      int wholeGroups = text.length() / 3 * 3;
      return Base64.getEncoder()
          .encodeToString(text.substring(0, wholeGroups).getBytes(StandardCharsets.UTF_8));
    }
  }
}
