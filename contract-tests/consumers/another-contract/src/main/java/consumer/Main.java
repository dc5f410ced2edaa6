package consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.squareup.moshi.Moshi;
import com.sun.net.httpserver.HttpServer;
import consumer.api.LighthousesApi;
import consumer.model.Lighthouse;
import consumer.model.ModelJsonAdapterFactory;
import io.github.closecalls.json.CommaSeparated;
import io.github.closecalls.json.ParameterConverterFactory;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

public final class Main {
  private static final String JSON =
      "{\"name\":\"North Point\",\"built\":\"1873-05-01\",\"colours\":[\"red\",\"blue\"],"
          + "\"signal\":{\"seconds\":1.10},\"owner\":7,\"height\":9007199254740993}";

  public static void main(String[] args) throws Exception {
    checkThatNothingOfCloseIsThere();
    checkThatTheMetadataForGraalIsThere();
    AtomicReference<String> asked = new AtomicReference<>();
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.set(exchange.getRequestURI().toString());
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, JSON.length());
          exchange.getResponseBody().write(JSON.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    try {
      Moshi moshi = new Moshi.Builder().add(new ModelJsonAdapterFactory()).build();
      LighthousesApi api =
          new Retrofit.Builder()
              .baseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/")
              .addConverterFactory(ParameterConverterFactory.create())
              .addConverterFactory(MoshiConverterFactory.create(moshi))
              .build()
              .create(LighthousesApi.class);

      Lighthouse lighthouse =
          api.get(
                  "north",
                  OffsetDateTime.parse("2026-01-01T00:00Z"),
                  CommaSeparated.of(List.of("name", "built")))
              .execute()
              .body();

      same("/lighthouses/north?since=2026-01-01T00%3A00%3A00Z&fields=name,built", asked.get());
      same(JSON, moshi.adapter(Lighthouse.class).toJson(lighthouse));
    } finally {
      server.stop(0);
    }
    System.out.println("Another contract's client works, on Java " + Runtime.version());
  }

  private static void checkThatNothingOfCloseIsThere() {
    List<String> jars =
        Stream.of("java.class.path", "jdk.module.path")
            .map(path -> System.getProperty(path, ""))
            .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
            .map(path -> new File(path).getName())
            .filter(name -> name.matches("close-calls-.*\\.jar"))
            .map(name -> name.replaceFirst("-[0-9].*", ""))
            .sorted()
            .toList();
    // The first is the parent's, for the consumers that log a call.
    same(List.of("close-calls-consumers", "close-calls-openapi-runtime"), jars);
    if (Main.class.getResource("/io/github/closecalls/model/CallActivity.class") != null
        || ModuleLayer.boot().modules().stream()
            .anyMatch(module -> module.getPackages().contains("io.github.closecalls.model"))) {
      throw new AssertionError("A model of Close's is on the path of another contract's client");
    }
  }

  private static void checkThatTheMetadataForGraalIsThere() {
    String metadata = "/META-INF/native-image/consumer.api/reachability-metadata.json";
    if (Main.class.getResource(metadata) == null) {
      throw new AssertionError("The build should pack " + metadata);
    }
  }

  private static void same(Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("It should be " + expected + " but was " + actual);
    }
  }
}
