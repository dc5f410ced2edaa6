package io.github.closecalls.openapi.generator;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The OpenAPI document, read as it is written.
 *
 * <p>OpenAPI Generator's own model of a document drops what this generator must not lose: null
 * among the values of an enum, siblings of a {@code $ref}, branches of a type array, and the place
 * where each thing stands. Immutable.
 */
public final class Contract {
  static final int MAX_CHARACTERS = 64 * 1024 * 1024;
  static final int MAX_DEPTH = 500;
  private static final int MAX_VALUES = 5_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Node root;

  private Contract(Node root) {
    this.root = root;
  }

  /**
   * Reads a contract in YAML or JSON, in UTF-8.
   *
   * @param file the document, of OpenAPI 3.0 or 3.1
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
   * @param document the text of an OpenAPI document, 3.0 or 3.1
   * @return the contract
   * @throws IllegalArgumentException if it is neither, or of another version
   */
  public static Contract parse(String document) {
    Contract contract = new Contract(new Node("", new Json().of(load(document), 0)));
    String version = contract.root.text("openapi").orElse("");
    if (!version.matches("3\\.[01](\\..*)?")) {
      throw new UnsupportedConstructException(
          contract.root,
          version.isEmpty()
              ? contract
                  .root
                  .text("swagger")
                  .map(swagger -> "Swagger " + swagger)
                  .orElse("a document without \"openapi\"")
              : "OpenAPI " + version,
          "Convert it to OpenAPI 3.0 or 3.1 first");
    }
    return contract;
  }

  private static @Nullable Object load(String document) {
    if (document.stripLeading().startsWith("{")) {
      try {
        // YAML takes most of JSON, but no tabs.
        return JSON.readValue(document, Object.class);
      } catch (JacksonException notJson) {
        return loadYaml(document);
      }
    }
    return loadYaml(document);
  }

  private static @Nullable Object loadYaml(String document) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    options.setAllowDuplicateKeys(false);
    DumperOptions unused = new DumperOptions();
    Yaml yaml =
        new Yaml(
            new JsonSchemaConstructor(options),
            new Representer(unused),
            unused,
            options,
            new JsonSchemaResolver());
    try {
      return yaml.load(document);
    } catch (YAMLException e) {
      throw new IllegalArgumentException(
          "The contract is neither YAML nor JSON: " + e.getMessage(), e);
    }
  }

  /** JSON has strings as keys only; YAML writes {@code 200:}. */
  private static final class Json {
    private int values;

    @Nullable Object of(@Nullable Object yaml, int depth) {
      if (depth > MAX_DEPTH) {
        throw new IllegalArgumentException(
            "The contract is nested more than "
                + MAX_DEPTH
                + " levels deep, or an anchor leads back");
      }
      if (++values > MAX_VALUES) {
        throw new IllegalArgumentException(
            "The contract has more than " + MAX_VALUES + " values, or anchors multiply them");
      }
      if (yaml instanceof Map<?, ?> map) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((key, value) -> object.put(String.valueOf(key), of(value, depth + 1)));
        return object;
      }
      if (yaml instanceof List<?> list) {
        List<@Nullable Object> array = new ArrayList<>();
        list.forEach(item -> array.add(of(item, depth + 1)));
        return array;
      }
      return yaml;
    }
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
   * Tells whether the document is of the 3.0 line, where {@code nullable} is a keyword and what
   * stands beside a {@code $ref} is ignored.
   *
   * @return false if it is of the 3.1 line
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
      boolean anchor = target.startsWith("#");
      throw new UnsupportedConstructException(
          reference,
          "the reference "
              + target
              + (anchor ? " to an anchor" : ", which leads out of the document"),
          anchor ? "Refer to it by a JSON pointer" : "Bundle the contract into one file first");
    }
    Node node = root;
    if (target.length() > 1) {
      for (String token : target.substring(2).split("/", -1)) {
        String name =
            URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8)
                .replace("~1", "/")
                .replace("~0", "~");
        List<Node> items = node.items();
        if (node.has(name)) {
          node = node.at(name);
        } else if (name.matches("[0-9]{1,6}") && Integer.parseInt(name) < items.size()) {
          node = items.get(Integer.parseInt(name));
        } else {
          throw new UnsupportedConstructException(
              reference,
              "the reference " + target + " leads nowhere",
              "Correct it, or add what it names to the contract");
        }
      }
    }
    return node;
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
    for (int hops = 0; followed.has("$ref"); hops++) {
      if (hops > 100) {
        throw new UnsupportedConstructException(
            node, "the reference leads back to itself", "Let it lead to a schema");
      }
      followed = resolve(followed.at("$ref"));
    }
    return followed;
  }

  /** YAML 1.2's JSON schema, as OpenAPI demands: {@code no} and {@code 2013-02-01} are strings. */
  private static final class JsonSchemaResolver extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.BOOL, Pattern.compile("true|false"), "tf");
      addImplicitResolver(Tag.INT, Pattern.compile("-?(?:0|[1-9][0-9]*)"), "-0123456789");
      addImplicitResolver(
          Tag.FLOAT,
          Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"),
          "-0123456789");
      addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL|"), "~nN\0");
      addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
      addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
    }
  }

  /** Keeps decimals exact. */
  private static final class JsonSchemaConstructor extends SafeConstructor {
    JsonSchemaConstructor(LoaderOptions options) {
      super(options);
      yamlConstructors.put(Tag.INT, number(BigInteger::new));
      yamlConstructors.put(Tag.FLOAT, number(BigDecimal::new));
    }

    private static AbstractConstruct number(java.util.function.Function<String, Number> parse) {
      return new AbstractConstruct() {
        @Override
        public Object construct(org.yaml.snakeyaml.nodes.Node node) {
          return parse.apply(((ScalarNode) node).getValue());
        }
      };
    }
  }
}
