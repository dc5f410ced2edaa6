package io.github.closecalls.prism;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.squareup.moshi.JsonReader;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import okio.Buffer;

/**
 * Runs Prism on a contract, with one address per {@link Behaviour}.
 *
 * <p>Prism is a Node.js process that serves until its standard input closes, and this JVM alone
 * holds the other end of that pipe. The operating system closes it when the JVM ends, even by
 * {@code SIGKILL}, so Prism does not outlive the JVM that started it.
 *
 * <p>The contract's paths are served at the root: {@code POST <url>activity/call/}. An invalid
 * request gets a 400 from every address; the response header {@code sl-violations} tells it from
 * the 400 that the contract documents.
 *
 * <p>This class is thread-safe.
 */
public final class Prism implements AutoCloseable {

  /** What an address answers to a valid request. */
  public enum Behaviour {
    /** The documented success, always the same. */
    OK("ok"),
    /** The documented 400. */
    BAD_REQUEST("badRequest"),
    /** The documented 401. */
    UNAUTHORIZED("unauthorized"),
    /** The documented 404. */
    NOT_FOUND("notFound"),
    /** A success with random values, other ones each time. */
    DYNAMIC("dynamic"),
    /** A success with random values, the same ones for the same {@code Prefer: seed=<text>}. */
    SEEDED("seeded");

    private final String key;

    Behaviour(String key) {
      this.key = key;
    }
  }

  private static final String SERVER = "prism/server.mjs";
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 5;

  private final Process process;
  private final Map<String, URI> urls;

  private Prism(Process process, Map<String, URI> urls) {
    this.process = process;
    this.urls = urls;
  }

  /**
   * Starts Prism and returns when it accepts requests.
   *
   * @throws IOException if Prism does not start, for instance because it cannot read the contract
   */
  public static Prism start(Path contract) throws IOException {
    Path home = home();
    if (!Files.isDirectory(home.resolve("node_modules"))) {
      throw new IOException(
          "Prism is not installed in " + home + ": run `mvn process-classes` once.");
    }
    Process process = launch(home.resolve(SERVER), contract.toAbsolutePath());
    try {
      return new Prism(process, parse(readyLine(process)));
    } catch (IOException | RuntimeException e) {
      stop(process);
      throw e;
    }
  }

  /** Returns the address that behaves so; it ends with a slash. */
  public URI url(Behaviour behaviour) {
    URI url = urls.get(behaviour.key);
    if (url == null) {
      throw new IllegalStateException(SERVER + " opened no listener called " + behaviour.key);
    }
    return url;
  }

  /** Stops Prism and waits for its end. */
  @Override
  public void close() {
    stop(process);
  }

  /**
   * Returns the folder that holds Prism: the system property {@code prism.home}, else the nearest
   * one above this class. Maven loads the class from {@code target/classes} or from the jar beside
   * it, so the working directory, which differs between Maven, its forks and IDEs, plays no part.
   */
  private static Path home() throws IOException {
    String property = System.getProperty("prism.home");
    if (property != null) {
      return Path.of(property).toAbsolutePath();
    }
    Path classes;
    try {
      classes = Path.of(Prism.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
    for (Path folder = classes; folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve(SERVER))) {
        return folder;
      }
    }
    throw new IOException(
        "There is no " + SERVER + " above " + classes + ": set -Dprism.home=<contract-tests>.");
  }

  private static Process launch(Path server, Path contract) throws IOException {
    try {
      return new ProcessBuilder("node", server.toString(), contract.toString()).start();
    } catch (IOException e) {
      throw new IOException(PrismInstaller.NODE_MISSING, e);
    }
  }

  private static String readyLine(Process process) throws IOException {
    CompletableFuture<String> ready = new CompletableFuture<>();
    StringBuilder errors = new StringBuilder();
    drain(process.inputReader(UTF_8), ready::complete, () -> {});
    drain(
        process.errorReader(UTF_8),
        line -> {
          if (ready.isDone()) {
            System.err.println(line);
          } else {
            errors.append(line).append('\n');
          }
        },
        // Standard error ends with the process, so whatever Prism had to say is complete here.
        () -> ready.completeExceptionally(new EOFException()));
    try {
      return ready.get(START_SECONDS, SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("Prism did not start: " + errors.toString().strip(), e);
    } catch (TimeoutException e) {
      throw new IOException("Prism was not ready after " + START_SECONDS + " seconds.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while Prism was starting.");
    }
  }

  private static void drain(BufferedReader output, Consumer<String> onLine, Runnable onEnd) {
    Thread thread =
        new Thread(
            () -> {
              try (output) {
                output.lines().forEach(onLine);
              } catch (IOException | UncheckedIOException e) {
                // The stream of a process that was destroyed ends like this.
              }
              onEnd.run();
            },
            "prism-output");
    thread.setDaemon(true);
    thread.start();
  }

  private static Map<String, URI> parse(String readyLine) throws IOException {
    Map<String, URI> urls = new HashMap<>();
    try (JsonReader json = JsonReader.of(new Buffer().writeUtf8(readyLine))) {
      json.beginObject();
      while (json.hasNext()) {
        urls.put(json.nextName(), URI.create(json.nextString()));
      }
      json.endObject();
    }
    return urls;
  }

  private static void stop(Process process) {
    try {
      process.getOutputStream().close();
      process.waitFor(STOP_SECONDS, SECONDS);
    } catch (IOException e) {
      // The pipe of a process that has ended may be broken.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
