package io.github.closecalls.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who is measured. */
enum Subject {
  CLOSE_CALLS("**Close Calls**", "close-calls", "CloseCalls", "CloseCallsClient"),
  WITH_OPTIONS("**Close Calls**, `CallOptions`", "close-calls", "", "CloseCallsClient$WithOptions"),
  WITH_RESPONSE(
      "**Close Calls**, `logWithResponse`", "close-calls", "", "CloseCallsClient$WithResponse"),
  PACED("**Close Calls**, `pacing(true)`", "close-calls", "", "CloseCallsClient$Paced"),
  BARE_RETROFIT("our Retrofit interface alone", "by-hand", "", "BareRetrofit"),
  BY_HAND("OkHttp by hand, our models", "by-hand", "", "OkHttpByHand"),
  RAW_OKHTTP("OkHttp, bytes only", "by-hand", "", "RawOkHttp"),
  JDK_CLIENT("JDK `HttpClient`, bytes only", "by-hand", "", "JdkClient"),
  GSON("`java`, `retrofit2`, Gson", "retrofit2-gson", "Retrofit2Gson", "Retrofit2GsonClient"),
  JACKSON(
      "`java`, `retrofit2`, Jackson",
      "retrofit2-jackson",
      "Retrofit2Jackson",
      "Retrofit2JacksonClient"),
  OKHTTP_GSON("`java`, `okhttp-gson`", "okhttp-gson", "OkHttpGson", "OkHttpGsonClient"),
  NATIVE("`java`, `native`", "native", "Native", "NativeClient"),
  KOTLIN("`kotlin`, `jvm-retrofit2`, Moshi", "kotlin-moshi", "KotlinMoshi", "KotlinMoshiClient"),
  REFLECTIVE_MOSHI("Moshi, reflecting on plain classes", "by-hand", "ReflectiveMoshi", ""),
  DSL_JSON("floor: DSL-JSON", "by-hand", "DslJsonFloor", ""),
  FASTJSON2("floor: fastjson2", "by-hand", "Fastjson2Floor", ""),
  CLOSE_CALLS_ON_5("**Close Calls** on OkHttp 5", "okhttp5", "", "CloseCallsClient"),
  BARE_RETROFIT_ON_5("our Retrofit interface alone on OkHttp 5", "okhttp5", "", "BareRetrofit"),
  RAW_OKHTTP_ON_5("OkHttp 5, bytes only", "okhttp5", "", "RawOkHttp");

  static final String PACKAGE = "io.github.closecalls.benchmarks.";

  /** What OpenAPI Generator makes of the same contract. */
  static final List<Subject> STOCK = List.of(GSON, JACKSON, OKHTTP_GSON, NATIVE, KOTLIN);

  /** How the tables call it, in Markdown. */
  final String title;

  private final String module;
  private final String contender;
  private final String client;

  Subject(String title, String module, String contender, String client) {
    this.title = title;
    this.module = module;
    this.contender = contender;
    this.client = client;
  }

  /** The class that reads and writes JSON. */
  String contender() {
    return PACKAGE + contender;
  }

  /** The class that logs calls. */
  String client() {
    return PACKAGE + client;
  }

  boolean isOurs() {
    return module.equals("close-calls") || this == CLOSE_CALLS_ON_5;
  }

  /** The title as the text of a chart. */
  String plainTitle() {
    return title.replace("*", "").replace("`", "");
  }

  String classPath() {
    return String.join(File.pathSeparator, jars().stream().map(Path::toString).toList());
  }

  /** All jars of the class path, its own first. */
  List<Path> jars() {
    Path target = Path.of(module, "target");
    try {
      String others = Files.readString(target.resolve("class-path")).strip();
      Path own = target.resolve(module + "-contender-1.jar").toAbsolutePath();
      List<Path> jars =
          new ArrayList<>(Arrays.stream(others.split(File.pathSeparator)).map(Path::of).toList());
      if (Files.exists(own)) {
        jars.add(0, own);
      }
      return jars;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
