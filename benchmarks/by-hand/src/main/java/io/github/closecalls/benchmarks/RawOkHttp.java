package io.github.closecalls.benchmarks;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp and nothing else: bytes that were made before, and the bytes of the answer. */
public final class RawOkHttp implements Client, AsyncClient {
  private final OkHttpClient client = OkHttp.client().build();
  private final byte[] call = JsonDocuments.bytes("request-typical");
  private final String url;

  public RawOkHttp(String address) throws IOException {
    url = address + "activity/call/";
  }

  @Override
  public byte[] log() throws IOException {
    try (Response response = client.newCall(request()).execute()) {
      return response.body().bytes();
    }
  }

  @Override
  public CompletableFuture<byte[]> logAsync() {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    client
        .newCall(request())
        .enqueue(
            new Callback() {
              @Override
              public void onFailure(Call call, IOException e) {
                answer.completeExceptionally(e);
              }

              @Override
              public void onResponse(Call call, Response response) throws IOException {
                try (response) {
                  answer.complete(response.body().bytes());
                }
              }
            });
    return answer;
  }

  private Request request() {
    return new Request.Builder()
        .url(url)
        .header("Authorization", OkHttp.AUTHORIZATION)
        .post(RequestBody.create(OkHttp.JSON, call))
        .build();
  }
}
