package io.github.closecalls.openapi.generator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The OpenAPI document, read as it is written.
 *
 * <p>OpenAPI Generator's own model of a document drops what this generator must not lose: null
 * among the values of an enum, siblings of a {@code $ref}, branches of a type array, and the place
 * where each thing stands. Immutable.
 */
public final class Contract {
  private final Node root;

  private Contract(Node root) {
    this.root = root;
  }

  /**
   * Reads a contract in YAML or JSON, in UTF-8.
   *
   * @param file the document, of OpenAPI 3.0, 3.1 or 3.2
   * @return the contract
   * @throws IllegalArgumentException if it is neither, or of another version
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Contract read(Path file) {
    try {
      String document = Files.readString(file);
      return parse(document.startsWith("\uFEFF") ? document.substring(1) : document);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the contract " + file, e);
    }
  }

  /**
   * Reads a contract in YAML or JSON. YAML is typed as OpenAPI demands, by YAML 1.2's JSON schema.
   *
   * @param document the text of an OpenAPI document, 3.0, 3.1 or 3.2
   * @return the contract
   * @throws IllegalArgumentException if it is neither, or of another version
   */
  public static Contract parse(String document) {
    Node root = ContractReader.read(document);
    String version = root.text("openapi").orElse("");
    if (version.isEmpty()) {
      Optional<String> swagger = root.text("swagger");
      throw swagger.isPresent()
          ? Refusal.SWAGGER.at(root, swagger.get())
          : Refusal.NOT_OPENAPI.at(root);
    }
    if (!version.matches("3\\.[012](\\..*)?")) {
      throw Refusal.OTHER_VERSION.at(root, version);
    }
    return new Contract(root);
  }

  /** The contract with another document. */
  Contract withRoot(Node other) {
    return new Contract(other);
  }

  /**
   * Returns the document itself.
   *
   * @return the place that the empty JSON pointer names
   */
  public Node root() {
    return root;
  }

  /**
   * Returns whether the document is of the 3.0 line, where {@code nullable} is a keyword and what
   * stands beside a {@code $ref} is ignored.
   *
   * @return false if it is of a later line
   */
  public boolean isVersion30() {
    return root.text("openapi").orElse("").startsWith("3.0");
  }

  /**
   * Returns the place that a {@code $ref} names.
   *
   * @param reference the place of the {@code $ref}'s text
   * @return the place in this document
   * @throws IllegalArgumentException if it leads nowhere, or out of the document
   */
  public Node resolve(Node reference) {
    String target = String.valueOf(reference.value());
    if (!target.equals("#") && !target.startsWith("#/")) {
      throw (target.startsWith("#") ? Refusal.REFERENCE_TO_ANCHOR : Refusal.REFERENCE_OUTSIDE)
          .at(reference, target);
    }
    Node node = root;
    if (target.length() > 1) {
      for (String token : target.substring(2).split("/", -1)) {
        node =
            step(node, token).orElseThrow(() -> Refusal.REFERENCE_TO_NOTHING.at(reference, target));
      }
    }
    return node;
  }

  /** The member or item that a token of a JSON pointer in a URI names. */
  private static Optional<Node> step(Node node, String token) {
    String name = decoded(token).replace("~1", "/").replace("~0", "~");
    if (node.has(name)) {
      return Optional.of(node.at(name));
    }
    List<Node> items = node.items();
    return name.matches("[0-9]{1,6}") && Integer.parseInt(name) < items.size()
        ? Optional.of(items.get(Integer.parseInt(name)))
        : Optional.empty();
  }

  private static String decoded(String token) {
    try {
      return URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      // A percent sign of a name that an exporter did not encode.
      return token;
    }
  }

  /**
   * Returns the place, or what it refers to, however often.
   *
   * @param node a place that may hold a {@code $ref}
   * @return a place without one
   * @throws IllegalArgumentException if a reference leads nowhere, out of the document or back
   */
  public Node follow(Node node) {
    Node followed = node;
    Set<String> passed = new HashSet<>();
    while (followed.has("$ref")) {
      if (!passed.add(followed.pointer())) {
        throw Refusal.REFERENCE_TO_ITSELF.at(node);
      }
      followed = resolve(followed.at("$ref"));
    }
    return followed;
  }

  /**
   * Returns what a place leads to: by references, by the mapping of a discriminator, and from a
   * base with one to its heirs.
   *
   * @param place a place that is in this document, or is made of places that are
   * @return the JSON pointers of the components, and of whatever else is referred to
   */
  public Set<String> reachedFrom(Node place) {
    return Reached.from(place, this);
  }
}
