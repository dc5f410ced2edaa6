package io.github.closecalls;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;

/**
 * Reads the headers that say how many requests the server takes, each character once.
 *
 * <p>The header {@code RateLimit} has two forms. In the one all parameters stand side by side,
 * {@code limit=100, remaining=50, reset=5}. In the other each policy has parameters of its own,
 * {@code "burst";r=10;t=1, "hourly";r=50;t=900}; its limit stands in {@code RateLimit-Policy},
 * {@code "burst";q=20;w=1}. Of several policies the one with the least left decides. For use by one
 * thread at a time.
 */
final class RateLimitHeaders {
  static final long UNSAID = -1;

  /** What is longer is taken for this: it passes any deadline, and does not overflow. */
  private static final long LONGEST_SECONDS = TimeUnit.DAYS.toSeconds(365);

  private static final int FRACTION_DIGITS = 9;

  private final Headers headers;
  private long limit = UNSAID;
  private long remaining = UNSAID;

  /** In nanoseconds. */
  private long reset = UNSAID;

  /** Whether one of the parameters was there, so that what follows of its name does not count. */
  private boolean limitSeen;

  private boolean remainingSeen;
  private boolean resetSeen;

  /** What the policy that is being read says. */
  private long quota;

  private long left;
  private long time;

  /** The name of that policy, and of the one that decides, where they stand. */
  private String nameLine = "";

  private int nameStart;
  private int nameEnd;
  private String decidingLine = "";
  private int decidingStart;
  private int decidingEnd;
  private boolean decided;

  private RateLimitHeaders(Headers headers) {
    this.headers = headers;
  }

  /** Returns whether there is anything to read. */
  static boolean anyIn(Headers headers) {
    for (int i = 0; i < headers.size(); i++) {
      String name = headers.name(i);
      if (startsWith(name, "RateLimit")
          || startsWith(name, "X-Rate-Limit-")
          || isRetryAfter(name)) {
        return true;
      }
    }
    return false;
  }

  static RateLimitHeaders read(Headers headers) {
    RateLimitHeaders read = new RateLimitHeaders(headers);
    read.readParameters();
    read.readSingle("RateLimit-");
    if (read.reset == UNSAID) {
      read.readRetryAfter();
    }
    read.readSingle("X-Rate-Limit-");
    return read;
  }

  long limit() {
    return limit;
  }

  long remaining() {
    return remaining;
  }

  long resetNanos() {
    return reset;
  }

  private void readParameters() {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase("RateLimit")) {
        readLine(headers.value(i), false);
      }
    }
    for (int i = 0; i < headers.size(); i++) {
      if (headers.name(i).equalsIgnoreCase("RateLimit-Policy")) {
        readLine(headers.value(i), true);
      }
    }
  }

  private void readLine(String line, boolean isPolicy) {
    int at = 0;
    startPolicy();
    while (at < line.length()) {
      at = readPart(line, at);
      boolean ends = at == line.length() || line.charAt(at) == ',';
      if (ends && isPolicy) {
        takeQuota();
      } else if (ends) {
        takePolicy();
      }
      at++;
    }
  }

  /** Reads {@code name}, {@code "name"} or {@code key=value}, and returns where it ends. */
  private int readPart(String line, int from) {
    int start = skipSpace(line, from);
    int end = start < line.length() && line.charAt(start) == '"' ? quoted(line, start) : start;
    while (end < line.length() && !isSeparator(line.charAt(end)) && line.charAt(end) != '=') {
      end++;
    }
    if (end == line.length() || line.charAt(end) != '=') {
      if (nameEnd == nameStart) {
        nameLine = line;
        nameStart = start;
        nameEnd = trimmed(line, start, end);
      }
      return end;
    }
    int keyEnd = trimmed(line, start, end);
    int value = skipSpace(line, end + 1);
    int valueEnd;
    int next;
    if (value < line.length() && line.charAt(value) == '"') {
      next = quoted(line, value);
      value++;
      valueEnd = Math.max(value, next - 1);
    } else {
      next = value;
      while (next < line.length()
          && !isSeparator(line.charAt(next))
          && !isSpace(line.charAt(next))) {
        next++;
      }
      valueEnd = next;
    }
    takeParameter(line, start, keyEnd, value, valueEnd);
    while (next < line.length() && !isSeparator(line.charAt(next))) {
      next = line.charAt(next) == '"' ? quoted(line, next) : next + 1;
    }
    return next;
  }

  private void takeParameter(String line, int key, int keyEnd, int value, int valueEnd) {
    if (is(line, key, keyEnd, "r")) {
      left = count(line, value, valueEnd);
    } else if (is(line, key, keyEnd, "t")) {
      time = nanos(line, value, valueEnd);
    } else if (is(line, key, keyEnd, "q")) {
      quota = count(line, value, valueEnd);
    } else if (is(line, key, keyEnd, "limit") && !limitSeen) {
      limitSeen = true;
      limit = count(line, value, valueEnd);
    } else if (is(line, key, keyEnd, "remaining") && !remainingSeen) {
      remainingSeen = true;
      remaining = count(line, value, valueEnd);
    } else if (is(line, key, keyEnd, "reset") && !resetSeen) {
      resetSeen = true;
      reset = nanos(line, value, valueEnd);
    }
  }

  private void startPolicy() {
    quota = UNSAID;
    left = UNSAID;
    time = UNSAID;
    nameStart = 0;
    nameEnd = 0;
  }

  /** Of two policies with the same number left, the one that takes longer decides. */
  private void takePolicy() {
    boolean decides =
        left != UNSAID
            && (decided ? left < remaining || (left == remaining && time > reset) : !remainingSeen);
    if (decides) {
      decided = true;
      remaining = left;
      reset = time;
      decidingLine = nameLine;
      decidingStart = nameStart;
      decidingEnd = nameEnd;
    }
    startPolicy();
  }

  private void takeQuota() {
    boolean same =
        nameEnd - nameStart == decidingEnd - decidingStart
            && nameLine.regionMatches(nameStart, decidingLine, decidingStart, nameEnd - nameStart);
    if (quota != UNSAID && !limitSeen && (same || !decided)) {
      limit = limit == UNSAID ? quota : Math.min(limit, quota);
    }
    startPolicy();
  }

  private void readSingle(String prefix) {
    for (int i = headers.size() - 1; i >= 0; i--) {
      String name = headers.name(i);
      if (!startsWith(name, prefix)) {
        continue;
      }
      String value = headers.value(i);
      if (limit == UNSAID && is(name, prefix.length(), name.length(), "Limit")) {
        limit = count(value, 0, value.length());
      } else if (remaining == UNSAID && is(name, prefix.length(), name.length(), "Remaining")) {
        remaining = count(value, 0, value.length());
      } else if (reset == UNSAID && is(name, prefix.length(), name.length(), "Reset")) {
        reset = nanos(value, 0, value.length());
      }
    }
  }

  /** Seconds, or a date, which is measured by the clock that wrote it (RFC 9110, 10.2.3). */
  private void readRetryAfter() {
    String value = headers.get("Retry-After");
    if (value == null) {
      return;
    }
    reset = nanos(value, 0, value.length());
    if (reset == UNSAID && value.indexOf(':') >= 0) {
      Instant at = headers.getInstant("Retry-After");
      Instant now = headers.getInstant("Date");
      if (at != null && now != null) {
        long wait = Math.max(0, Duration.between(now, at).toSeconds());
        reset = TimeUnit.SECONDS.toNanos(Math.min(wait, LONGEST_SECONDS));
      }
    }
  }

  /** Returns the nanoseconds of so many seconds, or {@link #UNSAID} if it is no number. */
  static long nanos(String seconds) {
    return nanos(seconds, 0, seconds.length());
  }

  private static long count(String text, int from, int to) {
    return number(text, from, to, 0, Long.MAX_VALUE);
  }

  private static long nanos(String text, int from, int to) {
    return number(text, from, to, FRACTION_DIGITS, TimeUnit.SECONDS.toNanos(LONGEST_SECONDS));
  }

  /**
   * Returns a decimal number times a power of ten, or {@link #UNSAID} if it is none.
   *
   * @param digits how many digits of the fraction count; what follows is dropped
   * @param max what is larger becomes this
   */
  private static long number(String text, int from, int to, int digits, long max) {
    int start = skipSpace(text, from);
    int end = trimmed(text, start, to);
    long number = 0;
    int fraction = -1;
    boolean hasDigits = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '.' && fraction < 0) {
        fraction = 0;
      } else if (c < '0' || c > '9') {
        return UNSAID;
      } else {
        hasDigits = true;
        if (fraction < digits) {
          number = append(number, c - '0', max);
          fraction += fraction < 0 ? 0 : 1;
        }
      }
    }
    if (!hasDigits) {
      return UNSAID;
    }
    for (int i = Math.max(0, fraction); i < digits; i++) {
      number = append(number, 0, max);
    }
    return number;
  }

  private static long append(long number, int digit, long max) {
    return number > (max - digit) / 10 ? max : number * 10 + digit;
  }

  /** Returns where the quoted text that starts here ends. */
  private static int quoted(String line, int start) {
    int at = start + 1;
    while (at < line.length() && line.charAt(at) != '"') {
      at += line.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(line.length(), at + 1);
  }

  private static boolean isSeparator(char c) {
    return c == ',' || c == ';';
  }

  private static boolean isSpace(char c) {
    return c <= ' ';
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int trimmed(String text, int start, int end) {
    int at = end;
    while (at > start && isSpace(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean is(String text, int start, int end, String word) {
    return end - start == word.length() && text.regionMatches(true, start, word, 0, word.length());
  }

  private static boolean startsWith(String name, String prefix) {
    return name.regionMatches(true, 0, prefix, 0, prefix.length());
  }

  private static boolean isRetryAfter(String name) {
    return name.equalsIgnoreCase("Retry-After");
  }
}
