package io.github.closecalls.openapi.generator;

import io.github.closecalls.openapi.generator.Operations.Endpoint;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The servers that an operation or a path has of its own.
 *
 * <p>The base URL that Retrofit is given stands for the first server of the document, whichever it
 * is. An operation with the same first server goes there as well; any other goes to the first of
 * its own.
 */
final class Servers {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)\\}");

  private final Contract contract;

  Servers(Contract contract) {
    this.contract = contract;
  }

  /** The address of the server to which an operation goes, if it is not that of the base URL. */
  Optional<String> own(Endpoint endpoint) {
    return List.of(endpoint.operation(), endpoint.item()).stream()
        .map(holder -> holder.at("servers"))
        .filter(servers -> !servers.items().isEmpty())
        .findFirst()
        .map(servers -> servers.items().get(0))
        .filter(server -> !isGeneral(server))
        .map(Servers::address);
  }

  private boolean isGeneral(Node server) {
    Node general =
        contract.root().at("servers").items().stream()
            .findFirst()
            .orElseGet(() -> new Node("", Map.of("url", "/")));
    return url(server).equals(url(general))
        && Objects.equals(server.at("variables").value(), general.at("variables").value());
  }

  private static String url(Node server) {
    return server.text("url").orElse("/").replaceFirst("/$", "");
  }

  /** The URL with the defaults of its variables, and a slash at its end. */
  private static String address(Node server) {
    Map<String, Node> variables = server.at("variables").members();
    String url =
        VARIABLE
            .matcher(server.text("url").orElse("/"))
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        Optional.ofNullable(variables.get(found.group(1)))
                            .flatMap(variable -> variable.text("default"))
                            .orElseThrow(
                                () -> Refusal.SERVER_WITHOUT_ADDRESS.at(server, found.group()))));
    if (!isAddress(url)) {
      throw Refusal.SERVER_WITHOUT_ADDRESS.at(server, url);
    }
    return url.endsWith("/") ? url : url + "/";
  }

  /** Whether it says a place on its own: what is relative is so to where the contract was found. */
  private static boolean isAddress(String url) {
    try {
      URI uri = URI.create(url);
      return (url.startsWith("/") && !url.startsWith("//"))
          || (uri.getHost() != null && url.matches("(?i)https?://[^?#]*"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
