package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import io.github.closecalls.json.internal.StyledText.Encoding;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one call that stand in one object, as Retrofit takes them.
 *
 * <p>Generated code adds each of them; null adds nothing. Not safe for use by several threads.
 */
public final class WrittenParameters {
  private final JsonAdapter.Factory models;
  private final List<Map.Entry<String, String>> query = new ArrayList<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final List<Map.Entry<String, String>> fields = new ArrayList<>();
  private final List<MultipartBody.Part> parts = new ArrayList<>();

  /**
   * Begins with none.
   *
   * @param models the factory of the contract's models
   */
  public WrittenParameters(JsonAdapter.Factory models) {
    this.models = models;
  }

  /**
   * Adds a parameter of the query.
   *
   * @param type the type of the value
   * @param value the value, or null
   * @param style the style of OpenAPI, or {@code json}
   * @param name the name in the contract
   * @param explode whether parts are written one by one
   * @param allowReserved whether reserved characters stay as they are
   */
  public void query(
      Type type,
      @Nullable Object value,
      String style,
      String name,
      boolean explode,
      boolean allowReserved) {
    add(type, value, new StyledText(style, name, explode, encoding(allowReserved)), query);
  }

  /**
   * Adds a field of a form.
   *
   * @param type the type of the value
   * @param value the value, or null
   * @param style the style of OpenAPI, or {@code json}
   * @param name the name in the contract
   * @param explode whether parts are written one by one
   * @param allowReserved whether reserved characters stay as they are
   */
  public void field(
      Type type,
      @Nullable Object value,
      String style,
      String name,
      boolean explode,
      boolean allowReserved) {
    add(type, value, new StyledText(style, name, explode, encoding(allowReserved)), fields);
  }

  private static Encoding encoding(boolean allowReserved) {
    return allowReserved ? Encoding.ALL_BUT_RESERVED : Encoding.ALL;
  }

  private void add(
      Type type,
      @Nullable Object value,
      StyledText text,
      List<Map.Entry<String, String>> parameters) {
    if (value != null) {
      parameters.addAll(text.pairs(tree(type, value, text.style().equals("json"))));
    }
  }

  private @Nullable Object tree(Type type, Object value, boolean asJson) {
    return ParameterConverter.isText(type) && !asJson
        ? ParameterText.of(value)
        : ParameterValues.tree(adapter(type), asJson ? value : withoutNulls(type, value));
  }

  /** Returns an adapter that writes null items: builders take only those that are allowed. */
  @SuppressWarnings("unchecked") // It writes what is of the type.
  private JsonAdapter<Object> adapter(Type type) {
    if (!(type instanceof ParameterizedType generic)) {
      return ParameterValues.adapter(models, type);
    }
    Type[] arguments = generic.getActualTypeArguments();
    JsonAdapter<?> item = adapter(arguments[arguments.length - 1]).nullSafe();
    Type raw = generic.getRawType();
    return (JsonAdapter<Object>)
        (raw == List.class
            ? JsonAdapters.list(item)
            : raw == Set.class ? JsonAdapters.set(item) : JsonAdapters.map(item));
  }

  /** Returns a value without what Retrofit leaves out of a list. */
  private static Object withoutNulls(Type type, Object value) {
    return type instanceof ParameterizedType && value instanceof Collection<?> items
        ? items.stream().filter(Objects::nonNull).toList()
        : value;
  }

  /**
   * Adds a header.
   *
   * @param type the type of the value
   * @param value the value, or null
   * @param name the name of the header
   * @param explode whether the members of an object have an equals sign before their values
   */
  public void header(Type type, @Nullable Object value, String name, boolean explode) {
    if (value != null) {
      headers.put(
          name,
          new StyledText("simple", name, explode, Encoding.NONE).of(tree(type, value, false)));
    }
  }

  /**
   * Adds a part of a form: a text as it is, an object as JSON, each item of a list by itself.
   *
   * @param type the type of the value
   * @param value the value, or null
   * @param name the name in the contract
   * @param mediaType what the contract says the part is; nothing if it leaves it open
   */
  public void part(Type type, @Nullable Object value, String name, String mediaType) {
    if (value == null) {
      return;
    }
    boolean asJson = mediaType.matches("(?i).*[/+]json\\b.*");
    Object tree = tree(type, value, asJson);
    if (tree instanceof Collection<?> items && !asJson) {
      items.forEach(item -> addPart(item, name, mediaType, false));
    } else {
      addPart(tree, name, mediaType, asJson);
    }
  }

  private void addPart(@Nullable Object tree, String name, String mediaType, boolean asJson) {
    boolean structured = asJson || tree instanceof Map || tree instanceof Collection;
    String text = structured ? StyledText.json(tree) : tree == null ? "" : StyledText.scalar(tree);
    String type = mediaType.isEmpty() && structured ? "application/json" : mediaType;
    // As bytes: of a text OkHttp would say the charset as well.
    parts.add(
        MultipartBody.Part.createFormData(
            name,
            null,
            RequestBody.create(
                text.getBytes(StandardCharsets.UTF_8),
                type.isEmpty() ? null : MediaType.get(type))));
  }

  /**
   * Adds files.
   *
   * @param files parts with their names, or null
   */
  public void files(@Nullable Collection<MultipartBody.Part> files) {
    if (files != null) {
      parts.addAll(files);
    }
  }

  /**
   * Adds a file.
   *
   * @param file a part with its name, or null
   */
  public void file(MultipartBody.@Nullable Part file) {
    if (file != null) {
      parts.add(file);
    }
  }

  /**
   * Returns the parameters of the query.
   *
   * @return names and texts, percent-encoded; a name may be there more than once
   */
  public Map<String, String> query() {
    return ParameterValues.pairs(query);
  }

  /**
   * Returns the headers.
   *
   * @return names and texts
   */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * Returns the fields of the form.
   *
   * @return names and texts, percent-encoded; a name may be there more than once
   */
  public Map<String, String> fields() {
    return ParameterValues.pairs(fields);
  }

  /**
   * Returns the form of several parts.
   *
   * @return the body; it has no part if none was added
   */
  public RequestBody multipart() {
    if (parts.isEmpty()) {
      // OkHttp builds none; this is how RFC 2046 would end it.
      return RequestBody.create(
          "--none--\r\n".getBytes(StandardCharsets.US_ASCII),
          MediaType.get("multipart/form-data; boundary=none"));
    }
    MultipartBody.Builder body = new MultipartBody.Builder().setType(MultipartBody.FORM);
    parts.forEach(body::addPart);
    return body.build();
  }
}
