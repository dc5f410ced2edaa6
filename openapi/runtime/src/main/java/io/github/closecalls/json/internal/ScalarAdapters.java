package io.github.closecalls.json.internal;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonReader.Token;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.UUID;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Strings, what is written as one, booleans and null. */
final class ScalarAdapters {
  static final JsonAdapter<String> STRING =
      new ScalarAdapter<>("a string", Token.STRING) {
        @Override
        String read(JsonReader reader) throws IOException {
          return reader.nextString();
        }

        @Override
        void write(JsonWriter writer, String value) throws IOException {
          writer.value(UnicodeText.checked(value, writer));
        }
      };

  static final JsonAdapter<Boolean> BOOLEAN =
      new ScalarAdapter<>("a boolean", Token.BOOLEAN) {
        @Override
        Boolean read(JsonReader reader) throws IOException {
          return reader.nextBoolean();
        }

        @Override
        void write(JsonWriter writer, Boolean value) throws IOException {
          writer.value(value);
        }
      };

  static final JsonAdapter<URI> URI =
      new ParsedAdapter<>("a URI", Token.STRING) {
        @Override
        URI parse(String text) {
          try {
            return new URI(text);
          } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getReason(), e);
          }
        }

        @Override
        void write(JsonWriter writer, URI value) throws IOException {
          writer.value(value.toString());
        }
      };

  static final JsonAdapter<UUID> UUID =
      new ParsedAdapter<>("a UUID", Token.STRING) {
        private static final int LENGTH = 36;
        private static final int[] HYPHENS = {8, 13, 18, 23};

        @Override
        UUID parse(String text) {
          if (text.length() != LENGTH) {
            throw new IllegalArgumentException("a UUID has " + LENGTH + " characters");
          }
          for (int hyphen : HYPHENS) {
            if (text.charAt(hyphen) != '-') {
              // The JDK would take longer parts, and lose digits of them.
              throw new IllegalArgumentException("the parts of a UUID have other lengths");
            }
          }
          return java.util.UUID.fromString(text);
        }

        @Override
        void write(JsonWriter writer, UUID value) throws IOException {
          writer.value(value.toString());
        }
      };

  static final JsonAdapter<ByteString> BYTES =
      new ParsedAdapter<>("bytes in Base64", Token.STRING) {
        @Override
        ByteString parse(String text) {
          ByteString bytes = ByteString.decodeBase64(text);
          if (bytes == null) {
            throw new IllegalArgumentException("the text is not Base64");
          }
          return bytes;
        }

        @Override
        void write(JsonWriter writer, ByteString value) throws IOException {
          writer.value(value.base64());
        }
      };

  static final JsonAdapter<@Nullable Void> NULL =
      new JsonAdapter<>() {
        @Override
        public @Nullable Void fromJson(JsonReader reader) throws IOException {
          if (reader.peek() != Token.NULL) {
            throw JsonErrors.unexpected(reader, "null");
          }
          return reader.nextNull();
        }

        @Override
        public void toJson(JsonWriter writer, @Nullable Void value) throws IOException {
          writer.nullValue();
        }
      };

  private ScalarAdapters() {}
}
