package io.github.closecalls.openapi.generator;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A place of a contract that has keywords of its own, or holds such places by name or in order. */
enum Place {
  DOCUMENT(Form.OBJECT, null),
  COMPONENTS(Form.OBJECT, null),
  SERVER(Form.OBJECT, null),
  SERVERS(Form.LIST, SERVER),
  DISCRIMINATOR(Form.OBJECT, null),
  SCHEMA(Form.SCHEMA, null),
  SCHEMAS(Form.MAP, SCHEMA),
  SCHEMA_LIST(Form.LIST, SCHEMA),
  ENCODING(Form.OBJECT, null),
  ENCODINGS(Form.MAP, ENCODING),
  MEDIA_TYPE(Form.OBJECT, null),
  CONTENT(Form.MAP, MEDIA_TYPE),
  /** That of a parameter, which the user writes: only the names of its media types are read. */
  CONTENT_OF_TEXT(Form.MAP, null),
  PARAMETER(Form.OBJECT, null),
  PARAMETERS(Form.LIST, PARAMETER),
  REQUEST_BODY(Form.OBJECT, null),
  RESPONSE(Form.OBJECT, null),
  RESPONSES(Form.MAP, RESPONSE),
  OPERATION(Form.OBJECT, null),
  PATH_ITEM(Form.OBJECT, null),
  PATHS(Form.MAP, PATH_ITEM);

  /** What stands at a place. */
  enum Form {
    /** Keywords. */
    OBJECT("an object"),
    /** Keywords, or a boolean. */
    SCHEMA("a schema"),
    /** Places of one kind by their names. */
    MAP("an object"),
    /** Places of one kind in order. */
    LIST("an array");

    private final String words;

    Form(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final Form form;
  private final @Nullable Place item;

  Place(Form form, @Nullable Place item) {
    this.form = form;
    this.item = item;
  }

  Form form() {
    return form;
  }

  /** What it is called, for people. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** What a map or a list holds, if that has keywords of its own. */
  @Nullable Place item() {
    return item;
  }

  /** Whether the rest of the generator follows a {@code $ref} that stands here. */
  boolean takesReferences() {
    return this == SCHEMA
        || this == PARAMETER
        || this == REQUEST_BODY
        || this == RESPONSE
        || this == PATH_ITEM;
  }
}
