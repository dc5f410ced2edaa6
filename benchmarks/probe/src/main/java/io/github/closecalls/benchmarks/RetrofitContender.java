package io.github.closecalls.benchmarks;

import java.io.IOException;
import java.lang.annotation.Annotation;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import retrofit2.Converter;
import retrofit2.Retrofit;

/** A client on Retrofit, which leaves reading and writing to the converters it was given. */
public abstract class RetrofitContender implements Contender {
  private static final Annotation[] NONE = {};
  private static final MediaType JSON = MediaType.get("application/json");

  private final Converter<ResponseBody, Object> answerReader;
  private final Converter<Object, RequestBody> answerWriter;
  private final Converter<ResponseBody, Object> requestReader;
  private final Converter<Object, RequestBody> requestWriter;

  protected RetrofitContender(Retrofit retrofit, Class<?> answer, Class<?> request) {
    answerReader = retrofit.responseBodyConverter(answer, NONE);
    answerWriter = retrofit.requestBodyConverter(answer, NONE, NONE);
    requestReader = retrofit.responseBodyConverter(request, NONE);
    requestWriter = retrofit.requestBodyConverter(request, NONE, NONE);
  }

  @Override
  public final Object readAnswer(byte[] json) throws IOException {
    return answerReader.convert(ResponseBody.create(JSON, json));
  }

  @Override
  public final byte[] writeAnswer(Object answer) throws IOException {
    return bytes(answerWriter.convert(answer));
  }

  @Override
  public final Object readRequest(byte[] json) throws IOException {
    return requestReader.convert(ResponseBody.create(JSON, json));
  }

  @Override
  public final byte[] writeRequest(Object request) throws IOException {
    return bytes(requestWriter.convert(request));
  }

  private static byte[] bytes(RequestBody body) throws IOException {
    Buffer buffer = new Buffer();
    body.writeTo(buffer);
    return buffer.readByteArray();
  }
}
