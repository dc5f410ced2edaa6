package io.github.closecalls.examples;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import io.github.closecalls.CloseClient;
import io.github.closecalls.CloseException;
import io.github.closecalls.Credentials;
import io.github.closecalls.InvalidCallException;
import io.github.closecalls.Violation;
import io.github.closecalls.model.CallActivity;
import io.github.closecalls.model.CreateCallActivity;
import io.github.closecalls.model.ModelJsonAdapterFactory;
import io.github.closecalls.prism.Prism;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logs one call and shows what was sent and what came back.
 *
 * <p>Without an API key the call goes to Prism, which answers from the contract; with {@code
 * CLOSE_API_KEY} in the environment it goes to Close.
 */
public final class LogCall {
  static final int LOGGED = 0;
  static final int FAILED = 1;
  static final int BAD_INPUT = 2;

  private static final String API_KEY = "CLOSE_API_KEY";
  private static final String BASE_URL = "CLOSE_BASE_URL";

  private static final Moshi MOSHI = new Moshi.Builder().add(new ModelJsonAdapterFactory()).build();

  private final Map<String, String> environment;
  private final Path contract;
  private final PrintStream out;

  LogCall(Map<String, String> environment, Path contract, PrintStream out) {
    this.environment = environment;
    this.contract = contract;
    this.out = out;
  }

  /**
   * Logs the call that the arguments describe, and exits with 0 if it is logged, 2 if the input is
   * bad and 1 if it fails otherwise.
   *
   * @param arguments the options that {@code --help} lists
   */
  public static void main(String[] arguments) {
    // Not the platform's charset: a note may hold any character.
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path contract = Path.of(System.getProperty("contract.file", "openapi/close-calls.yaml"));
    System.exit(new LogCall(System.getenv(), contract, out).run(arguments));
  }

  int run(String... arguments) {
    if (arguments.length == 1 && arguments[0].equals("--help")) {
      out.println(Options.USAGE);
      return LOGGED;
    }
    Options options = Options.parse(arguments);
    if (!options.problems().isEmpty()) {
      out.println("The call was not sent:");
      options.problems().forEach(problem -> out.println("  " + problem));
      out.println(Options.USAGE);
      return BAD_INPUT;
    }
    String apiKey = environment.getOrDefault(API_KEY, "");
    try {
      return apiKey.isEmpty() ? logToPrism(options.call()) : logToClose(apiKey, options.call());
    } catch (InvalidCallException e) {
      out.println("The call was not sent:");
      for (Violation violation : e.violations()) {
        out.println("  " + violation);
      }
      return BAD_INPUT;
    } catch (CloseException e) {
      out.println(e.delivery() + ": " + e.getMessage());
      return FAILED;
    } catch (IllegalArgumentException e) {
      // A credential or an address that the library refuses; its message shows no secret.
      out.println(e.getMessage());
      return BAD_INPUT;
    } catch (IOException e) {
      out.println(e.getMessage());
      return FAILED;
    }
  }

  private int logToClose(String apiKey, CreateCallActivity call) {
    String baseUrl = environment.getOrDefault(BASE_URL, "");
    out.println(
        API_KEY
            + " is set: this logs a call in "
            + (baseUrl.isEmpty() ? "Close." : "what " + BASE_URL + " names."));
    log(Credentials.apiKey(apiKey), baseUrl.isEmpty() ? null : uri(baseUrl), call);
    return LOGGED;
  }

  /** The address may hold a password: no error shows it. */
  private static URI uri(String baseUrl) {
    try {
      return new URI(baseUrl);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(BASE_URL + " is not a URL: give one, with https.");
    }
  }

  private int logToPrism(CreateCallActivity call) throws IOException {
    out.println(
        API_KEY
            + " is not set: Prism answers with the contract's example values, and nothing is logged.");
    try (Prism prism = Prism.start(contract)) {
      log(Credentials.apiKey("no-key-needed"), prism.url(Prism.Behaviour.OK), call);
    }
    out.println();
    out.println("To log it in Close, give your API key and run the same command again:");
    out.println("  export " + API_KEY + "=<your key, from Close: Settings, Developer, API Keys>");
    return LOGGED;
  }

  private void log(Credentials credentials, @Nullable URI baseUrl, CreateCallActivity call) {
    CloseClient.Builder builder = CloseClient.builder().credentials(credentials);
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    }
    try (CloseClient close = builder.build()) {
      CallActivity logged = close.calls().log(call);
      print("Request: POST activity/call/", MOSHI.adapter(CreateCallActivity.class), call);
      print("Answer:", MOSHI.adapter(CallActivity.class), logged);
    }
  }

  private <T> void print(String title, JsonAdapter<T> adapter, T value) {
    out.println();
    out.println(title);
    out.println(adapter.indent("  ").toJson(value));
  }
}
