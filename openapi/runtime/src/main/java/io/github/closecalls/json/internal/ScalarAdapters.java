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
      new ScalarAdapter<>("a URI", Token.STRING) {
        @Override
        URI read(JsonReader reader) throws IOException {
          try {
            return new URI(reader.nextString());
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
      new ScalarAdapter<>("a UUID", Token.STRING) {
        private static final int LENGTH = 36;

        @Override
        UUID read(JsonReader reader) throws IOException {
          String text = reader.nextString();
          if (text.length() != LENGTH) {
            throw new IllegalArgumentException("a UUID has " + LENGTH + " characters");
          }
          return java.util.UUID.fromString(text);
        }

        @Override
        void write(JsonWriter writer, UUID value) throws IOException {
          writer.value(value.toString());
        }
      };

  static final JsonAdapter<ByteString> BYTES =
      new ScalarAdapter<>("bytes in Base64", Token.STRING) {
        @Override
        ByteString read(JsonReader reader) throws IOException {
          ByteString bytes = ByteString.decodeBase64(reader.nextString());
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
