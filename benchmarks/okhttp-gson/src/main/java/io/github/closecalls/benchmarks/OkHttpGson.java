package io.github.closecalls.benchmarks;

import java.io.IOException;
import java.lang.reflect.Type;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.JSON;
import org.openapitools.client.model.CallActivity;
import org.openapitools.client.model.CreateCallActivity;

/** The generator {@code java} with library {@code okhttp-gson}. */
public final class OkHttpGson implements Contender {
  private static final MediaType MEDIA_TYPE = MediaType.get("application/json");

  private final ApiClient client = new ApiClient();

  @Override
  public Object readAnswer(byte[] json) throws IOException {
    return read(json, CallActivity.class);
  }

  @Override
  public byte[] writeAnswer(Object answer) throws ApiException, IOException {
    return write(answer);
  }

  @Override
  public Object readRequest(byte[] json) throws IOException {
    return read(json, CreateCallActivity.class);
  }

  @Override
  public byte[] writeRequest(Object request) throws ApiException, IOException {
    return write(request);
  }

  @Override
  public Object requestWithoutNote() {
    return new CreateCallActivity();
  }

  @Override
  public Object requestWithNullNote() {
    return new CreateCallActivity().note(null);
  }

  /** Reads as {@code ApiClient.deserialize} does once it has looked at the response. */
  private static Object read(byte[] json, Type type) throws IOException {
    return JSON.deserialize(ResponseBody.create(json, MEDIA_TYPE).byteStream(), type);
  }

  private byte[] write(Object value) throws ApiException, IOException {
    RequestBody body = client.serialize(value, "application/json");
    Buffer buffer = new Buffer();
    body.writeTo(buffer);
    return buffer.readByteArray();
  }
}
