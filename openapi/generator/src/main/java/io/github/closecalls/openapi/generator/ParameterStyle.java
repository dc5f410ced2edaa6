package io.github.closecalls.openapi.generator;

/**
 * The styles in which OpenAPI writes the parts of a parameter.
 *
 * @param name the style's name in the contract
 */
record ParameterStyle(String name, boolean explode) {
  /** That of a field of a form whose text is JSON. */
  static final ParameterStyle JSON = new ParameterStyle("json", false);

  /** The style of a Parameter Object, or the default of its place. */
  static ParameterStyle of(Node parameter, String defaultName) {
    String name = parameter.text("style").orElse(defaultName);
    return new ParameterStyle(
        name, parameter.has("explode") ? parameter.isTrue("explode") : name.equals("form"));
  }

  /** Returns whether a value that has no parts is sent as it is. */
  boolean isPlain() {
    return !name.equals("label") && !name.equals("matrix");
  }

  boolean isRepeated() {
    return name.equals("form") && explode;
  }

  boolean isJoined() {
    return !isRepeated() && (name.equals("form") || name.equals("simple"));
  }

  boolean isJson() {
    return equals(JSON);
  }
}
