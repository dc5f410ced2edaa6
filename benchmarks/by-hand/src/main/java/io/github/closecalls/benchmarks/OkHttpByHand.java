package io.github.closecalls.benchmarks;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;

/**
 * What a careful engineer writes on OkHttp: our models, a credential, a time-out and the status.
 */
public final class OkHttpByHand implements Client {
  private final OkHttpClient client = OkHttp.client().callTimeout(Duration.ofSeconds(60)).build();
  private final JsonAdapter<CreateCallActivity> writer;
  private final JsonAdapter<CallActivity> reader;
  private final CreateCallActivity call;
  private final String url;

  public OkHttpByHand(String address) throws IOException {
    Moshi moshi = new Moshi.Builder().add(new ModelJsonAdapterFactory()).build();
    writer = moshi.adapter(CreateCallActivity.class);
    reader = moshi.adapter(CallActivity.class);
    call = writer.fromJson(JsonDocuments.text("request-typical"));
    url = address + "activity/call/";
  }

  @Override
  public CallActivity log() throws IOException {
    Buffer body = new Buffer();
    writer.toJson(body, call);
    Request request =
        new Request.Builder()
            .url(url)
            .header("Authorization", OkHttp.AUTHORIZATION)
            .post(RequestBody.create(OkHttp.JSON, body.readByteString()))
            .build();
    try (Response response = client.newCall(request).execute()) {
      if (!response.isSuccessful()) {
        throw new IOException("status " + response.code());
      }
      return reader.fromJson(response.body().source());
    }
  }
}
