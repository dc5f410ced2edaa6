package io.github.closecalls.openapi.generator;

import io.github.closecalls.json.ParameterConverterFactory;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/** Answers without a network and keeps the request. */
final class RequestRecorder {
  private static final String BASE = "http://h/v0/";

  private @Nullable Request request;
  private String answer = "{}";
  private String answerType = "application/json";

  void answer(String body) {
    answer = body;
  }

  void answer(String body, String mediaType) {
    answer = body;
    answerType = mediaType;
  }

  private Response intercept(okhttp3.Interceptor.Chain chain) {
    request = chain.request();
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(200)
        .message("OK")
        .body(ResponseBody.create(answer, MediaType.get(answerType)))
        .build();
  }

  Retrofit retrofit(GeneratedClient client) {
    return new Retrofit.Builder()
        .baseUrl(BASE)
        .client(new OkHttpClient.Builder().addInterceptor(this::intercept).build())
        .addConverterFactory(ParameterConverterFactory.create())
        .addConverterFactory(MoshiConverterFactory.create(client.moshi()))
        .validateEagerly(true)
        .build();
  }

  /** Calls a method and returns what it gives. */
  @Nullable Object send(
      GeneratedClient client, String api, String method, @Nullable Object... arguments) {
    Object service = retrofit(client).create(client.api(api));
    Method found =
        Arrays.stream(client.api(api).getMethods())
            .filter(each -> each.getName().equals(method))
            .filter(each -> accepts(each.getParameterTypes(), arguments))
            .findFirst()
            .orElseThrow(() -> new AssertionError("No method " + method + " in " + api));
    try {
      Object call = Proxy.getInvocationHandler(service).invoke(service, found, arguments);
      return ((Call<?>) Objects.requireNonNull(call)).execute().body();
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static boolean accepts(Class<?>[] types, @Nullable Object[] arguments) {
    return types.length == arguments.length
        && IntStream.range(0, types.length)
            .allMatch(i -> arguments[i] == null || types[i].isInstance(arguments[i]));
  }

  private Request request() {
    return Objects.requireNonNull(request, "Nothing was sent");
  }

  String method() {
    return request().method();
  }

  @Nullable String header(String name) {
    return request().header(name);
  }

  /** The address, without the base URL if it begins with it. */
  String url() {
    String url = request().url().toString();
    return url.startsWith(BASE) ? url.substring(BASE.length()) : url;
  }

  String body() {
    Buffer buffer = new Buffer();
    try {
      Objects.requireNonNull(request().body()).writeTo(buffer);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return buffer.readUtf8();
  }

  /** The media type of the body, or {@code null} as text. */
  String bodyType() {
    RequestBody body = request().body();
    return String.valueOf(body == null ? null : body.contentType());
  }
}
