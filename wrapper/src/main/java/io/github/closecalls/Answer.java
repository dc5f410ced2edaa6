package io.github.closecalls;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** The status of an answer, and as much of its body as came and fits. */
final class Answer {
  /** In bytes; some 10,000 times what Close sends for a call. */
  static final long MAX_SUCCESS_BYTES = 10L << 20;

  /** In bytes; errors are shown, not processed. */
  static final int MAX_SHOWN_BYTES = 1 << 20;

  private static final int EXCERPT_CHARS = 500;

  private final int status;
  private final Headers headers;
  private final Buffer body;
  private final boolean cutOff;
  private final @Nullable IOException failure;

  private Answer(
      int status, Headers headers, Buffer body, boolean cutOff, @Nullable IOException failure) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.cutOff = cutOff;
    this.failure = failure;
  }

  /**
   * Reads the answer and closes it.
   *
   * <p>Never fails: once a status is here, an interrupted body does not change what became of the
   * call. Kept in OkHttp's pooled buffers, which {@link #forgetBody} gives back.
   */
  static Answer read(Response response) {
    Buffer body = new Buffer();
    long limit = response.isSuccessful() ? MAX_SUCCESS_BYTES : MAX_SHOWN_BYTES;
    boolean cutOff = false;
    IOException failure = null;
    try (ResponseBody unread = response.body()) {
      BufferedSource source = unread.source();
      long read = 0;
      while (read != -1 && body.size() < limit) {
        read = source.read(body, limit - body.size());
      }
      cutOff = read != -1 && !source.exhausted();
    } catch (IOException e) {
      failure = e;
    }
    return new Answer(response.code(), response.headers(), body, cutOff, failure);
  }

  /** Returns an answer whose body could not be had. */
  static Answer withoutBody(Response response, @Nullable IOException failure) {
    return new Answer(response.code(), response.headers(), new Buffer(), false, failure);
  }

  int status() {
    return status;
  }

  Headers headers() {
    return headers;
  }

  /** Returns what the answer says of the call, if it could not be read whole. */
  Delivery delivery() {
    if (!isSuccess()) {
      return Status.of(status).delivery();
    }
    return showsCall() ? Delivery.ACCEPTED : Delivery.UNKNOWN;
  }

  /**
   * Returns whether Close answered with a call, even if the answer breaks off.
   *
   * <p>A success alone proves nothing: captive portals send pages with it, and behind a lost slash
   * stands the list of all calls.
   */
  boolean showsCall() {
    try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(text((int) body.size())))) {
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        boolean isText = reader.peek() == JsonReader.Token.STRING;
        if (isText && name.equals("id") && reader.nextString().startsWith("acti_")) {
          return true;
        } else if (isText && name.equals("_type") && reader.nextString().equals("Call")) {
          return true;
        } else if (!isText || (!name.equals("id") && !name.equals("_type"))) {
          reader.skipValue();
        }
      }
    } catch (IOException | JsonDataException e) {
      // What came until here does not show it.
    }
    return false;
  }

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Returns why the body is not complete, or null if nothing went wrong while reading it. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Returns whether the body was longer than what is kept of it. */
  boolean isCutOff() {
    return cutOff;
  }

  /** Returns the first mebibyte of the body as text; UTF-8 as JSON is, with replacements. */
  String text() {
    return text((int) Math.min(body.size(), MAX_SHOWN_BYTES));
  }

  private String text(int bytes) {
    String text = body.snapshot(bytes).utf8();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Returns the body for a reader; what it reads stays here, so that an error can show it. */
  ResponseBody body(@Nullable MediaType type) throws IOException {
    Buffer copy = new Buffer();
    body.copyTo(copy.outputStream()); // Shared buffers would not go back to the pool.
    return ResponseBody.create(copy, type, body.size());
  }

  /** Gives the buffers of a body back that nobody will ask for any more. */
  void forgetBody() {
    body.clear();
  }

  /** Returns the beginning of a text in one line, fit for a message. */
  static String excerpt(String text) {
    return line(text, EXCERPT_CHARS);
  }

  /** Returns the beginning of a text in one line, fit for a log. */
  static String line(String text, int maxChars) {
    String start = text.substring(0, Math.min(text.length(), 4 * maxChars));
    String line = start.replaceAll("[\\p{Cc}\\s\\u2028\\u2029]+", " ").strip();
    return line.length() <= maxChars ? line : line.substring(0, maxChars) + "...";
  }
}
