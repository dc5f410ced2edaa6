package io.github.closecalls.openapi.generator;

/**
 * Every construct that the generator refuses, with the way out.
 *
 * <p>A refusal stops the build: code that is wrong in silence would cost more.
 */
enum Refusal {
  NOT_OPENAPI("a document without \"openapi\"", "Convert it to OpenAPI 3.0, 3.1 or 3.2 first"),
  SWAGGER("Swagger %s", "Convert it to OpenAPI 3.0, 3.1 or 3.2 first"),
  OTHER_VERSION("OpenAPI %s", "Convert it to OpenAPI 3.0, 3.1 or 3.2 first"),
  UNKNOWN_OPTION(
      "the option %s, which this generator does not heed",
      "Remove it; docs/generator.md lists those that there are"),
  LEFT_OUT_NOTHING(
      "the option leaveOut with %s, which leads nowhere",
      "Give it a JSON pointer into the contract"),
  NESTED_TOO_DEEP(
      "values nested more than %s levels deep, or an anchor that leads back",
      "Name the inner schemas, or break the circle"),
  TOO_MANY_VALUES(
      "more than %s values, or anchors that multiply them",
      "Split the contract, or write out what the anchors name"),

  REFERENCE_TO_ANCHOR("the reference %s to an anchor", "Refer to it by a JSON pointer"),
  REFERENCE_OUTSIDE(
      "the reference %s, which leads out of the document",
      "Bundle the contract into one file first"),
  REFERENCE_TO_NOTHING(
      "the reference %s leads nowhere", "Correct it, or add what it names to the contract"),
  REFERENCE_TO_ITSELF("the reference leads back to itself", "Let it lead to a schema"),
  REFERENCE_AND_MORE(
      "%s beside a $ref, which says it otherwise", "Say it in one of the two places only"),
  REFERENCE_DYNAMIC("the keyword %s", "Refer to the schema with $ref"),
  WRONG_FORM("%s where OpenAPI wants %s", "Correct it"),
  MISPLACED_KEYWORD("the keyword %s, which OpenAPI does not have here", "Move it to its place"),
  NEW_KEYWORD(
      "the keyword %s of OpenAPI 3.2", "Describe it with what OpenAPI 3.1 has, or remove it"),

  SCHEMA_OF_ITSELF("a schema that names itself", "Let it name another one"),
  SCHEMA_FALSE("the schema false, which no value meets", "Remove what must not be there"),
  UNKNOWN_TYPE("the unknown type %s", "JSON Schema has no such type: correct it"),
  CHOICE_OF_BOTH_KINDS("oneOf and anyOf in one schema", "Describe the choice with one of them"),
  ALL_OF_ITSELF("allOf that leads back to itself", "Break the circle"),
  ALL_OF_OTHER_TYPES("allOf with parts of the types %s and %s", "No value is both"),
  ALL_OF_TWICE("allOf with more than one %s", "Describe it in one of the parts"),
  ALL_OF_WITHOUT_END(
      "allOf whose parts have properties that lead back to it, and merge without end",
      "Say the property in one of the parts only"),
  OBJECT_TOO_LARGE(
      "an object of %s properties, of which a Java class can hold %s",
      "Describe those of one kind with additionalProperties"),
  ENUM_TOO_LARGE(
      "an enum of %s values, of which a Java class can hold %s",
      "Leave the enum out, and say in the description where the values are listed"),

  PARAMETER_ELSEWHERE("a parameter in %s", "OpenAPI has no such place: correct it"),
  PLACEHOLDER_IN_QUERY(
      "a path with a placeholder in its query", "Describe it as a query parameter"),
  SERVER_WITHOUT_ADDRESS(
      "the server %s of an operation, which is no address",
      "Write it as a URL of http or https, or as a path, with a default for each variable"),
  BODY_WITHOUT_MEANING(
      "a request body of %s, which HTTP gives no meaning",
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
   * The exception that says where the construct stands.
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
