package io.github.closecalls.openapi.generator;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
 * Reads a document in YAML or JSON into the values that {@link Node} has, with numbers exact.
 *
 * <p>YAML is typed by YAML 1.2's JSON schema, as OpenAPI demands: {@code no} and {@code 2013-02-01}
 * are strings.
 */
final class ContractReader {
  static final int MAX_CHARACTERS = 64 * 1024 * 1024;
  static final int MAX_DEPTH = 500;
  private static final int MAX_VALUES = 5_000_000;

  /** Far more than a double has; who writes 1e999999999 in full needs a gigabyte. */
  private static final int MAX_DIGITS = 1_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private int values;

  private ContractReader() {}

  /** The document as a whole. */
  static Node read(String document) {
    return new Node("", new ContractReader().json(load(document), 0));
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
    // A level of the document is up to two of YAML, a key and its value.
    options.setNestingDepthLimit(2 * MAX_DEPTH);
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
  private @Nullable Object json(@Nullable Object yaml, int depth) {
    if (depth > MAX_DEPTH) {
      throw Refusal.NESTED_TOO_DEEP.at(new Node("", null), MAX_DEPTH);
    }
    if (++values > MAX_VALUES) {
      throw Refusal.TOO_MANY_VALUES.at(new Node("", null), MAX_VALUES);
    }
    if (yaml instanceof BigDecimal number
        && Math.abs((long) number.precision() - number.scale()) > MAX_DIGITS) {
      throw Refusal.NUMBER_TOO_LONG.at(new Node("", null), number, MAX_DIGITS);
    }
    if (yaml instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      map.forEach((key, value) -> object.put(String.valueOf(key), json(value, depth + 1)));
      return object;
    }
    if (yaml instanceof List<?> list) {
      List<@Nullable Object> array = new ArrayList<>();
      list.forEach(item -> array.add(json(item, depth + 1)));
      return array;
    }
    return yaml;
  }

  /** Resolves scalars by YAML 1.2's JSON schema. */
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

    private static AbstractConstruct number(Function<String, Number> parse) {
      return new AbstractConstruct() {
        @Override
        public Object construct(org.yaml.snakeyaml.nodes.Node node) {
          return parse.apply(((ScalarNode) node).getValue());
        }
      };
    }
  }
}
