package io.github.closecalls.openapi.generator;

/**
 * Every construct that the generator refuses, with the way out.
 *
 * <p>A refusal stops the build: silently wrong code would cost more.
 */
enum Refusal {
  NOT_OPENAPI("a document without \"openapi\"", "Convert it to OpenAPI 3.0, 3.1 or 3.2 first"),
  SWAGGER("Swagger %s", "Convert it to OpenAPI 3.0, 3.1 or 3.2 first"),
  OTHER_VERSION("OpenAPI %s", "Convert it to OpenAPI 3.0, 3.1 or 3.2 first"),
  UNKNOWN_OPTION(
      "the option %s, which this generator does not have",
      "Remove it; docs/generator.md lists the options"),
  LEFT_OUT_NOTHING(
      "the option leaveOut with %s, which leads nowhere",
      "Give it a JSON pointer into the contract"),
  NESTED_TOO_DEEP(
      "values nested more than %s levels deep, or an anchor that contains itself",
      "Name the inner schemas, or break the cycle"),
  TOO_MANY_VALUES(
      "more than %s values, or anchors that multiply them",
      "Split the contract, or write out what the anchors name"),
  NUMBER_TOO_LONG(
      "the number %s, which has more than %s digits when it is written in full",
      "Correct it, or write it as a string"),

  REFERENCE_TO_ANCHOR("the reference %s to an anchor", "Use a JSON pointer instead"),
  REFERENCE_OUTSIDE(
      "the reference %s, which leads out of the document",
      "Bundle the contract into one file first"),
  REFERENCE_TO_NOTHING(
      "the reference %s leads nowhere", "Correct it, or add what it names to the contract"),
  REFERENCE_TO_ITSELF("the reference leads back to itself", "Refer to a schema"),
  REFERENCE_AND_MORE(
      "%s beside a $ref, which describes it differently",
      "Describe it in only one of the two places"),
  REFERENCE_DYNAMIC("the keyword %s", "Refer to the schema with $ref"),
  WRONG_FORM("%s where OpenAPI wants %s", "Correct it"),
  MISPLACED_KEYWORD("the keyword %s, which OpenAPI does not have here", "Move it to its place"),
  NEW_KEYWORD(
      "the keyword %s of OpenAPI 3.2", "Describe it with what OpenAPI 3.1 has, or remove it"),

  SCHEMA_OF_ITSELF("a schema that refers to itself", "Refer to another one"),
  SCHEMA_FALSE("the schema false, which allows no value", "Remove what uses it"),
  UNKNOWN_TYPE("the unknown type %s", "JSON Schema has no such type: correct it"),
  CHOICE_OF_BOTH_KINDS("oneOf and anyOf in one schema", "Describe the choice with one of them"),
  ALL_OF_ITSELF("allOf that leads back to itself", "Break the cycle"),
  ALL_OF_OTHER_TYPES(
      "allOf with parts of the types %s and %s",
      "No value has both types: correct one of the parts"),
  ALL_OF_TWICE("allOf with more than one %s", "Describe it in only one of the parts"),
  ALL_OF_WITHOUT_END(
      "allOf whose parts have properties that lead back to it, and merge without end",
      "Define the property in only one of the parts"),
  CONTAINERS_TOO_DEEP(
      "arrays or maps within each other, more than %s levels deep",
      "Put an object with properties between them"),
  OBJECT_TOO_LARGE(
      "an object of %s properties, more than the %s that fit into a Java class",
      "Describe similar properties with additionalProperties"),
  ENUM_TOO_LARGE(
      "an enum of %s values, more than the %s that fit into a Java class",
      "Remove the enum, and say in the description where the values are listed"),

  PARAMETER_ELSEWHERE("a parameter in %s", "OpenAPI has no such place: correct it"),
  PLACEHOLDER_IN_QUERY(
      "a path with a placeholder in its query", "Describe it as a query parameter"),
  SERVER_WITHOUT_ADDRESS(
      "the server %s of an operation, which is no address",
      "Write it as a URL of http or https, or as a path, with a default for each variable"),
  BODY_WITHOUT_MEANING(
      "a request body of %s, which has no meaning in HTTP",
      "Send it with another method, or do not require it");

  private final String construct;
  private final String wayOut;

  Refusal(String construct, String wayOut) {
    this.construct = construct;
    this.wayOut = wayOut;
  }

  /** The construct, with {@code %s} where a message says what the contract has. */
  String construct() {
    return construct;
  }

  String wayOut() {
    return wayOut;
  }

  /**
   * Returns the exception that names the place of the construct.
   *
   * @param details what the contract has, in the order of the construct's {@code %s}
   */
  UnsupportedConstructException at(Node node, Object... details) {
    return new UnsupportedConstructException(
        "Cannot generate Java for the contract at #"
            + node.pointer()
            + ": "
            + String.format(construct, details)
            + ". "
            + wayOut);
  }
}
