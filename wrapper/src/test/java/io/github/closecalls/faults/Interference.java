package io.github.closecalls.faults;

import java.io.IOException;
import java.util.SplittableRandom;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** What users' interceptors do to requests and answers. */
enum Interference {
  NONE,
  /** Sends the request again if it failed. */
  RETRY,
  /** Sends each request twice. */
  TWICE,
  /** Answers in place of an exception. */
  TIDY,
  /** Answers without asking the server. */
  ANSWER,
  /** Fails once there is an answer. */
  BREAK,
  /** Rebuilds the request from its parts, without its tags. */
  REBUILD;

  private static final int[] STATUSES = {200, 201, 401, 403, 429, 500};

  /** Adds the interceptor, which meddles with one request in three. */
  OkHttpClient.Builder addTo(OkHttpClient.Builder client, SplittableRandom random) {
    SplittableRandom luck = random.split();
    Interceptor interceptor =
        chain -> {
          int status;
          synchronized (luck) {
            status = STATUSES[luck.nextInt(STATUSES.length)];
            if (luck.nextInt(3) > 0) {
              return chain.proceed(chain.request());
            }
          }
          return meddle(chain, status);
        };
    return switch (this) {
      case NONE -> client;
      case TIDY, BREAK, REBUILD ->
          random.nextBoolean()
              ? client.addNetworkInterceptor(interceptor)
              : client.addInterceptor(interceptor);
      default -> client.addInterceptor(interceptor);
    };
  }

  private Response meddle(Interceptor.Chain chain, int status) throws IOException {
    Request request = chain.request();
    switch (this) {
      case ANSWER -> {
        return answer(request, status);
      }
      case REBUILD -> {
        return chain.proceed(
            new Request.Builder()
                .url(request.url())
                .headers(request.headers())
                .method(request.method(), request.body())
                .build());
      }
      default -> {}
    }
    Response response;
    try {
      response = chain.proceed(request);
    } catch (IOException e) {
      switch (this) {
        case RETRY -> {
          return chain.proceed(request);
        }
        case TIDY -> {
          return answer(request, status);
        }
        default -> throw e;
      }
    }
    if (this == TWICE) {
      response.close();
      return chain.proceed(request);
    }
    if (this == BREAK) {
      response.close();
      throw new AssertionError("an interceptor that is broken");
    }
    return response;
  }

  private static Response answer(Request request, int status) {
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(status)
        .message("")
        .body(ResponseBody.create(Faults.CALL, null))
        .build();
  }
}
