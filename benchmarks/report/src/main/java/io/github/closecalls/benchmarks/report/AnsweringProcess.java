package io.github.closecalls.benchmarks.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The server that is called, in a process of its own. */
final class AnsweringProcess implements AutoCloseable {
  private static final Path STORE = Path.of("target", "tls.p12").toAbsolutePath();
  private static final String PASSWORD = "benchmark";

  private final Process process;
  private final String[] ports;

  AnsweringProcess(Jdk jdk) throws IOException {
    Files.deleteIfExists(STORE);
    CommandOutput.run(
        jdk.tool("keytool"),
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "7",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-keystore",
        STORE.toString(),
        "-storetype",
        "PKCS12",
        "-storepass",
        PASSWORD);
    process =
        new ProcessBuilder(
                jdk.command(
                    store("keyStore"),
                    Subject.CLOSE_CALLS.classPath(),
                    "AnsweringServer",
                    List.of()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (line == null) {
      throw new IOException("The server does not start");
    }
    ports = line.split(" ");
  }

  /** Returns where the answer of this name is given. */
  String http(String answer) {
    return "http://127.0.0.1:" + ports[0] + "/" + answer + "/";
  }

  String https(String answer) {
    return "https://localhost:" + ports[1] + "/" + answer + "/";
  }

  /** Returns what a JVM needs to trust it. */
  static List<String> trust() {
    return store("trustStore");
  }

  private static List<String> store(String kind) {
    return List.of(
        "-Djavax.net.ssl." + kind + "=" + STORE,
        "-Djavax.net.ssl." + kind + "Type=PKCS12",
        "-Djavax.net.ssl." + kind + "Password=" + PASSWORD);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
