package io.github.closecalls.compatibility.rule;

import static io.github.closecalls.compatibility.rule.Severity.ADDITIVE;
import static io.github.closecalls.compatibility.rule.Severity.BREAKING;
import static io.github.closecalls.compatibility.rule.Severity.DOCUMENTATION;

import java.util.Locale;
import java.util.Set;

/**
 * The table of what changes mean: the one place where that is decided.
 *
 * <p>A finding, a waiver and a test name a rule by its id. What no rule knows is {@link
 * #UNKNOWN_KEYWORD} in a contract and {@link #JAVA_SIGNATURE} in a jar, and breaking.
 */
public enum Rule {
  // Operations
  OPERATION_REMOVED(BREAKING, "The method that calls it is gone."),
  OPERATION_ADDED(ADDITIVE, "A method was added."),
  OPERATION_MOVED(BREAKING, "Released clients call a path that the contract no longer has."),
  JAVA_NAME_CHANGED(BREAKING, "Code that uses the old Java name no longer compiles."),
  PARAMETER_REMOVED(BREAKING, "The method has one parameter fewer, so calls no longer compile."),
  PARAMETER_ADDED(BREAKING, "The method has one more parameter, so calls no longer compile."),
  PARAMETER_OFFERED(
      ADDITIVE, "The object that the method takes has one more, which may be absent."),
  COOKIE_ADDED(ADDITIVE, "Optional cookies are left to OkHttp's cookie jar."),
  PARAMETER_REQUIRED(BREAKING, "Calls that leave it out are now refused."),
  PARAMETER_OPTIONAL(ADDITIVE, "Calls may now leave it out."),
  PARAMETER_ORDER(BREAKING, "The parameters of the method have another order."),
  PARAMETER_STYLE(BREAKING, "The value is written differently, so Close misreads older clients."),
  EMPTY_VALUE_ALLOWED(ADDITIVE, "An empty value is now accepted."),
  PATH_PARAMETER_RENAMED(DOCUMENTATION, "Neither Java callers nor the URL name it."),
  BODY_PRESENCE(BREAKING, "The method gains or loses its body parameter."),
  BODY_REQUIRED(BREAKING, "The method without a body is gone."),
  BODY_OPTIONAL(ADDITIVE, "A method without a body was added."),
  MEDIA_TYPE_REMOVED(
      BREAKING,
      BREAKING,
      "Close no longer accepts what the client sends.",
      "The client does not get the media type that it reads."),
  MEDIA_TYPE_ADDED(
      ADDITIVE,
      BREAKING,
      "The client keeps sending the media type that it knows.",
      "The client may get a media type that it cannot read."),
  STATUS_REMOVED(BREAKING, "Code that expects this status no longer gets it."),
  STATUS_ADDED(ADDITIVE, "The client handled any status; now this one is described."),
  EMPTY_STATUS_ADDED(BREAKING, "An answer without a body cannot be read into the method's type."),
  ERROR_UNDESCRIBED(DOCUMENTATION, "Errors reach code as before, described or not."),
  ERROR_DESCRIBED(ADDITIVE, "The body of an error is still handed over as text."),
  HEADER_REMOVED(BREAKING, "Code that reads this header of an answer finds none."),
  HEADER_ADDED(ADDITIVE, "Answers have one more header."),
  HEADER_REQUIRED(ADDITIVE, "The header is now always there."),
  HEADER_OPTIONAL(BREAKING, "Code that relies on the header may miss it."),
  SERVER_CHANGED(BREAKING, "Released clients call an address that the contract no longer names."),
  SERVER_ADDED(DOCUMENTATION, "The client keeps calling the first address."),
  NOT_CALLED(DOCUMENTATION, "The client serves no webhooks or callbacks and follows no links."),
  // Credentials
  CREDENTIAL_REMOVED(BREAKING, "Close no longer knows the credential that users have."),
  CREDENTIAL_ADDED(ADDITIVE, "Another kind of credential; existing ones keep working."),
  TOKEN_SOURCE(BREAKING, "Users get their tokens from an address or flow that is gone."),
  CREDENTIAL_REFUSED(BREAKING, "Close refuses a credential that it accepted for this call."),
  CREDENTIAL_ACCEPTED(ADDITIVE, "Close accepts one more credential for this call."),
  // Schemas
  CLASS_REMOVED(BREAKING, "The class is gone, so code that names it no longer compiles."),
  CLASS_ADDED(ADDITIVE, "A class was added."),
  COMPONENT_CHANGED(DOCUMENTATION, "It has no class; what refers to it is compared in place."),
  PROPERTY_REMOVED(BREAKING, "Its accessor and its builder method are gone."),
  PROPERTY_ADDED(
      ADDITIVE,
      ADDITIVE,
      "The builder can set one more property.",
      "An accessor was added; additionalProperties() no longer holds it."),
  REQUIRED_PROPERTY_ADDED(
      BREAKING,
      ADDITIVE,
      "build() throws unless it is set, and older code does not set it.",
      "An accessor was added; additionalProperties() no longer holds it."),
  REQUIRED_ADDED(
      BREAKING,
      BREAKING,
      "build() throws unless it is set.",
      "Its accessor throws for an answer without it, and build() throws."),
  REQUIRED_NAME_ADDED(
      BREAKING, ADDITIVE, "Requests without it are refused.", "Answers always have it."),
  REQUIRED_REMOVED(
      BREAKING,
      BREAKING,
      "Its accessor may now return null.",
      "Its accessor may now return null where code relied on a value."),
  NULLABLE_REQUIRED_REMOVED(ADDITIVE, "Its accessor could return null already."),
  NULL_ALLOWED(
      ADDITIVE,
      BREAKING,
      "Requests may now send null.",
      "Answers may now hold null where code relied on a value."),
  NULL_EXCLUDED(
      BREAKING,
      ADDITIVE,
      "Requests that send null are now refused.",
      "Answers no longer hold null."),
  ACCESSOR_NULLABLE(BREAKING, "Its accessor may now return null where code relied on a value."),
  PRESENCE_REMOVED(BREAKING, "The method that told null from absent is gone."),
  TYPE_CHANGED(BREAKING, "A value of another type cannot be read into the released Java."),
  JAVA_TYPE_CHANGED(BREAKING, "The value has another Java type."),
  ENUM_VALUE_REMOVED(BREAKING, "The constant is gone, and Close may refuse the value."),
  ENUM_VALUE_ADDED(ADDITIVE, "A constant was added; code that handled UNLISTED handles it."),
  CLOSED_ENUM_VALUE_ADDED(
      ADDITIVE,
      BREAKING,
      "Requests may send one more value.",
      "Answers may hold a value that code does not know."),
  ENUM_PRESENCE(BREAKING, "Java has a class for listed values and none for others."),
  DEPRECATED(ADDITIVE, "The Java of it gains or loses @Deprecated: a warning at most."),
  DEFAULT_CHANGED(
      BREAKING,
      DOCUMENTATION,
      "A request that leaves it out now means something else.",
      "Answers say what they hold."),
  READ_ONLY_SET(
      BREAKING, ADDITIVE, "Close no longer takes the value from requests.", "Answers hold it."),
  READ_ONLY_UNSET(ADDITIVE, "Requests may now carry it."),
  WRITE_ONLY_SET(
      ADDITIVE, BREAKING, "Requests carry it as before.", "Answers no longer hold the value."),
  WRITE_ONLY_UNSET(ADDITIVE, "Answers may now hold it."),
  LIMIT_TIGHTENED(
      BREAKING,
      ADDITIVE,
      "Close refuses requests that it accepted.",
      "Answers hold less than before."),
  LIMIT_LOOSENED(
      ADDITIVE,
      BREAKING,
      "Close accepts more than before.",
      "Answers may hold what was excluded; models do not check it."),
  LIMIT_CHANGED(BREAKING, "Values that were allowed may now be excluded, and the other way round."),
  VALUES_OPENED(ADDITIVE, "What was forbidden is now allowed."),
  VALUES_CHANGED(BREAKING, "What may stand there has another type, or may no longer be there."),
  BRANCHES_CHANGED(BREAKING, "The choice is a sealed type; a switch over it no longer compiles."),
  BRANCH_ORDER(BREAKING, "The first branch that fits is read, and another one is first now."),
  WORDS(DOCUMENTATION, "No code notices."),
  UNKNOWN_KEYWORD(BREAKING, "The gate does not know this change to be harmless."),
  // Jars
  JAVA_TYPE_REMOVED(BREAKING, "Code that names it no longer compiles."),
  JAVA_TYPE_ADDED(ADDITIVE, "A type was added."),
  JAVA_MEMBER_REMOVED(BREAKING, "Code that uses it no longer compiles."),
  JAVA_MEMBER_ADDED(ADDITIVE, "A member was added."),
  JAVA_PARAMETERS(BREAKING, "Calls with the old parameters no longer compile."),
  JAVA_DUTY_ADDED(BREAKING, "Types that users wrote lack it and no longer compile."),
  JAVA_OVERRIDE_FORBIDDEN(BREAKING, "A subclass that has this method no longer compiles."),
  JAVA_OVERLOAD(BREAKING, "Calls that pass null fit two methods now and no longer compile."),
  JAVA_HTTP_ANNOTATION(BREAKING, "What is sent, or where to, changes; no compiler notices."),
  JAVA_JSON_ANNOTATION(BREAKING, "The JSON changes; no compiler notices."),
  JAVA_NULLNESS_MARK(BREAKING, "What may be null changes for all that it encloses."),
  JAVA_ANNOTATION(BREAKING, "Compilers, checkers or frameworks that read it act differently."),
  JAVA_DEPRECATION(DOCUMENTATION, "Compilers warn, or no longer do; it still works."),
  JAVA_PROMISE_ADDED(ADDITIVE, "It promises more than before."),
  JAVA_SUPERTYPE_REMOVED(BREAKING, "Code that uses it as such a type no longer compiles."),
  JAVA_SUPERTYPE_ADDED(ADDITIVE, "It can also be used as this type."),
  JAVA_SUPERTYPE_DUTY(BREAKING, "Subtypes that users wrote may lack methods of the new supertype."),
  JAVA_PERMITS_REMOVED(BREAKING, "Code that casts to that type or matches it may not compile."),
  JAVA_PERMITS_ADDED(BREAKING, "A switch that covered all subtypes no longer compiles."),
  JAVA_MODULE_LESS(BREAKING, "Modules that rely on it no longer compile or run."),
  JAVA_MODULE_MORE(ADDITIVE, "Modules can use it."),
  JAVA_RECORD(BREAKING, "Code that constructs the record or matches it no longer compiles."),
  JAVA_CONSTANT_ORDER(BREAKING, "Code that sorts the constants or stores positions is wrong."),
  JAVA_RESTRICTION_LIFTED(ADDITIVE, "A restriction is lifted."),
  JAVA_MODIFIER(BREAKING, "Code that uses, extends or implements it may no longer compile."),
  JAVA_VERSION_RAISED(BREAKING, "It no longer runs on the Java that it ran on."),
  JAVA_VERSION_LOWERED(ADDITIVE, "It also runs on older Java."),
  JAVA_NULL_EASED(ADDITIVE, "Callers may pass null, or get it no longer."),
  JAVA_NULL_CHANGED(BREAKING, "Code that is checked for nulls may no longer compile."),
  JAVA_VARARGS(ADDITIVE, "Calls with an array still compile and run."),
  JAVA_PARAMETER_WIDENED(ADDITIVE, "It takes what it took, and more."),
  JAVA_EXCEPTIONS(BREAKING, "Callers must catch or declare other exceptions."),
  JAVA_CONSTANT_VALUE(BREAKING, "Compilers copy constants: older class files keep the old value."),
  JAVA_SIGNATURE(BREAKING, "Code that uses it may no longer compile, or must be recompiled.");

  private final Severity inRequests;
  private final Severity inAnswers;
  private final String ofRequests;
  private final String ofAnswers;

  Rule(Severity severity, String sentence) {
    this(severity, severity, sentence, sentence);
  }

  Rule(Severity inRequests, Severity inAnswers, String ofRequests, String ofAnswers) {
    this.inRequests = inRequests;
    this.inAnswers = inAnswers;
    this.ofRequests = ofRequests;
    this.ofAnswers = ofAnswers;
  }

  /** The name by which findings, waivers and tests refer to it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The worst of what it means where the value travels; where there is no direction, of both. */
  public Severity severity(Set<Direction> directions) {
    if (directions.equals(Direction.IN_REQUESTS)) {
      return inRequests;
    }
    return directions.equals(Direction.IN_ANSWERS) || inAnswers.compareTo(inRequests) > 0
        ? inAnswers
        : inRequests;
  }

  /** What it does to users where the value travels. */
  public String sentence(Set<Direction> directions) {
    if (directions.equals(Direction.IN_REQUESTS)) {
      return ofRequests;
    }
    return directions.equals(Direction.IN_ANSWERS) || ofRequests.equals(ofAnswers)
        ? ofAnswers
        : ofRequests + " " + ofAnswers;
  }

  /** The table in Markdown, a row for each rule. */
  public static String table() {
    StringBuilder table =
        new StringBuilder(
            """
            | rule | in requests | in answers | effect in requests | effect in answers |
            |---|---|---|---|---|
            """);
    for (Rule rule : values()) {
      String ofAnswers = rule.ofAnswers.equals(rule.ofRequests) ? "the same" : rule.ofAnswers;
      String kinds = rule.inRequests.word() + " | " + rule.inAnswers.word();
      table.append(
          "| `%s` | %s | %s | %s |\n".formatted(rule.id(), kinds, rule.ofRequests, ofAnswers));
    }
    return table.toString();
  }

  /** Prints the table. */
  public static void main(String[] arguments) {
    System.out.print(table());
  }
}
