package io.github.closecalls.compatibility.update;

import io.github.closecalls.openapi.generator.Contract;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Writes a document as YAML in one way only, so that its differences are those of what it says.
 *
 * <p>Whatever any version of YAML could take for something else than a text is quoted.
 */
final class CanonicalYaml extends Representer {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/][A-Za-z0-9_./(){}+-]*( [A-Za-z0-9_./(){}+-]+)*");
  private static final Pattern WORD_OF_YAML =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|\\.?nan|\\.?inf");

  private CanonicalYaml(DumperOptions options) {
    super(options);
    representers.put(String.class, text -> text((String) text));
    representers.put(BigInteger.class, number -> representScalar(Tag.INT, number.toString()));
    representers.put(BigDecimal.class, number -> representScalar(Tag.FLOAT, number.toString()));
  }

  static String write(Map<String, ? extends @Nullable Object> document) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setSplitLines(false);
    options.setDereferenceAliases(true);
    String text = new Yaml(new CanonicalYaml(options), options).dump(document);
    if (!Objects.equals(Contract.parse(text).root().value(), document)) {
      throw new IllegalStateException("The YAML that was written does not say what was read");
    }
    return text;
  }

  private Node text(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORD_OF_YAML.matcher(text).matches();
    return representScalar(
        Tag.STR,
        text,
        plain
            ? ScalarStyle.PLAIN
            : text.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.SINGLE_QUOTED);
  }
}
