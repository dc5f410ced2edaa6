package io.github.closecalls.cli.command;

import io.github.closecalls.CloseClient;
import io.github.closecalls.Credentials;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The account in Close that the environment names, if it names one.
 *
 * <p>The credential comes from the environment only: whoever is on the machine can read a command
 * line.
 */
public final class Account {
  /** The variable with an API key. */
  public static final String API_KEY = "CLOSE_API_KEY";

  /** The variable with an access token of OAuth 2. */
  public static final String ACCESS_TOKEN = "CLOSE_ACCESS_TOKEN";

  /** The variable with another address than Close's. */
  public static final String BASE_URL = "CLOSE_BASE_URL";

  private final List<String> problems = new ArrayList<>();
  private final List<String> named = new ArrayList<>();
  private final CloseClient.Builder client = CloseClient.builder();
  private final boolean elsewhere;

  private Account(Terminal terminal) {
    take(terminal, API_KEY, Credentials::apiKey);
    take(terminal, ACCESS_TOKEN, Credentials::bearer);
    if (named.size() == 2) {
      problems.add(API_KEY + " and " + ACCESS_TOKEN + " are both set: unset one of them.");
    }
    Optional<String> baseUrl = terminal.variable(BASE_URL);
    this.elsewhere = baseUrl.isPresent();
    if (isSet()) {
      baseUrl.ifPresent(this::takeAddress);
    }
  }

  /**
   * Reads the environment.
   *
   * @param terminal has it
   * @return the account; {@link #problems()} says what is wrong with it
   */
  public static Account of(Terminal terminal) {
    return new Account(terminal);
  }

  // An empty one is set as well: a program that has lost its key must not be told that all is well.
  private void take(Terminal terminal, String variable, Function<String, Credentials> credentials) {
    terminal
        .variable(variable)
        .ifPresent(
            secret -> {
              named.add(variable);
              try {
                client.credentials(credentials.apply(secret));
              } catch (IllegalArgumentException e) {
                problems.add(variable + ": " + e.getMessage()); // It does not show the secret.
              }
            });
  }

  private void takeAddress(String address) {
    try {
      client.baseUrl(new URI(address));
    } catch (URISyntaxException e) {
      // It may hold a password: not shown.
      problems.add(BASE_URL + " is not a URL: give one that begins with https://.");
    } catch (IllegalArgumentException e) {
      problems.add(BASE_URL + ": " + e.getMessage());
    }
  }

  /**
   * Returns what is wrong with the environment.
   *
   * @return sentences that show no credential, each with a remedy; empty if all is well
   */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Returns whether there is a credential.
   *
   * @return false if calls should go to a fake
   */
  public boolean isSet() {
    return !named.isEmpty();
  }

  /**
   * Returns where calls go, for people to read before they go there.
   *
   * @return a sentence
   */
  public String destination() {
    if (isSet()) {
      return String.join(" and ", named)
          + (elsewhere
              ? " is set: calls go to the address in " + BASE_URL + "."
              : " is set: calls go to Close.");
    }
    return API_KEY
        + " is not set: calls go to a fake Close in this program, and nothing reaches Close."
        + (elsewhere ? " " + BASE_URL + " is ignored." : "");
  }

  /**
   * Returns what builds a client with the credential and the address.
   *
   * @return the builder, without a credential if there is none
   */
  public CloseClient.Builder client() {
    return client;
  }
}
