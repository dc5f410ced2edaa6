package io.github.closecalls.contract;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.closecalls.contract.ContractDocument.Operation;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okio.Buffer;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * The generated method of one operation, found by what its annotations say rather than by name, so
 * that a test of the contract needs no new line for a new operation.
 */
final class GeneratedApi {
  private static final String API = "io.github.closecalls.api";

  /** Strict, so that what the contract does not allow is not kept, but refused. */
  private static final Moshi MOSHI =
      new Moshi.Builder().add(ModelJsonAdapterFactory.strict()).build();

  private static final OkHttpClient HTTP =
      new OkHttpClient.Builder()
          // Prism may be slow on a busy machine; this only keeps the tests from hanging.
          .readTimeout(Duration.ofMinutes(2))
          .addInterceptor(
              chain ->
                  chain.proceed(
                      chain
                          .request()
                          .newBuilder()
                          .header("Authorization", RawHttp.AUTHORIZATION)
                          .build()))
          .build();

  private final Method method;

  private GeneratedApi(Method method) {
    this.method = method;
  }

  static GeneratedApi of(Operation operation) {
    for (Method method : methods()) {
      for (Annotation annotation : method.getAnnotations()) {
        Class<?> type = annotation.annotationType();
        if (type.getPackageName().equals("retrofit2.http")
            && type.getSimpleName().equals(operation.method())
            && trim(path(annotation)).equals(trim(operation.path()))) {
          if (method.getParameterCount() != 1) {
            throw new AssertionError("Teach GeneratedApi the parameters of " + method);
          }
          return new GeneratedApi(method);
        }
      }
    }
    throw new AssertionError("No method of the generated interfaces is for " + operation);
  }

  /** Returns a path without its slashes at both ends: a test of its own tells when one is lost. */
  private static String trim(String path) {
    return path.replaceAll("^/|/$", "");
  }

  private static String path(Annotation annotation) {
    try {
      return (String) annotation.annotationType().getMethod("value").invoke(annotation);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static List<Method> methods() {
    List<Method> methods = new ArrayList<>();
    String folder = API.replace('.', '/');
    try {
      Path code =
          Path.of(
              ModelJsonAdapterFactory.class
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      if (Files.isDirectory(code)) {
        collect(code.resolve(folder), methods);
      } else {
        try (FileSystem jar = FileSystems.newFileSystem(code)) {
          collect(jar.getPath(folder), methods);
        }
      }
    } catch (Exception e) {
      throw new AssertionError("The classes of the generated client cannot be listed.", e);
    }
    return methods;
  }

  private static void collect(Path folder, List<Method> methods) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files.sorted()::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith("Api.class")) {
          Class<?> api = Class.forName(API + "." + name.replaceFirst("\\.class$", ""));
          methods.addAll(List.of(api.getMethods()));
        }
      }
    }
  }

  JsonAdapter<Object> request() {
    return MOSHI.adapter(method.getGenericParameterTypes()[0]);
  }

  JsonAdapter<Object> answer() {
    Type call = method.getGenericReturnType();
    return MOSHI.adapter(((ParameterizedType) call).getActualTypeArguments()[0]);
  }

  Response<?> send(Object body, URI baseUrl) throws IOException {
    Object api =
        new Retrofit.Builder()
            .baseUrl(baseUrl.toString())
            .client(HTTP)
            .addConverterFactory(MoshiConverterFactory.create(MOSHI))
            .build()
            .create(method.getDeclaringClass());
    try {
      return ((Call<?>) method.invoke(api, body)).execute();
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Returns the body that was sent for an answer. */
  static String sent(Response<?> answer) throws IOException {
    Buffer buffer = new Buffer();
    answer.raw().request().body().writeTo(buffer);
    return buffer.readUtf8();
  }
}
