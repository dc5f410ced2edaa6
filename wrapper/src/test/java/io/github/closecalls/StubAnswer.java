package io.github.closecalls;

import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Answers that no server gave. */
final class StubAnswer {
  private StubAnswer() {}

  /** Returns an answer with a body and, by turns, the names and values of headers. */
  static Answer of(int status, String body, String... headers) {
    return of(status, ResponseBody.create(body, null), headers);
  }

  static Answer of(int status, ResponseBody body, String... headers) {
    return Answer.read(
        new Response.Builder()
            .request(new Request.Builder().url("https://api.close.com/").build())
            .protocol(Protocol.HTTP_1_1)
            .code(status)
            .message("")
            .headers(Headers.of(headers))
            .body(body)
            .build());
  }
}
