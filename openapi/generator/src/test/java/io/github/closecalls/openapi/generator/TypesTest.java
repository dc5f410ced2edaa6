package io.github.closecalls.openapi.generator;

import static io.github.closecalls.openapi.generator.GeneratedClient.call;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.squareup.moshi.JsonDataException;
import io.github.closecalls.json.JsonModel;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypesTest {
  private static final GeneratedClient CLIENT =
      GeneratedClient.of(
          GeneratedClient.schemas(
              """
              All:
                type: object
                properties:
                  text: {type: string}
                  integer: {type: integer}
                  int32: {type: integer, format: int32}
                  int64: {type: integer, format: int64}
                  big: {type: integer, maximum: 18446744073709551615}
                  number: {type: number}
                  dbl: {type: number, format: double}
                  flag: {type: boolean}
                  day: {type: string, format: date}
                  time: {type: string, format: date-time}
                  uri: {type: string, format: uri}
                  uuid: {type: string, format: uuid}
                  bytes: {type: string, format: byte}
                  encoded: {type: string, contentEncoding: base64}
                  email: {type: string, format: email}
                  any: {}
                  anyTrue: true
                  never: false
                  nothing: {type: 'null'}
                  free: {type: object}
                  map: {type: object, additionalProperties: {type: integer}}
                  patterns: {type: object, patternProperties: {'^x': {type: string}}}
                  named: {type: object, propertyNames: {pattern: '^x'}}
                  list: {type: array, items: {type: [string, 'null']}}
                  untyped: {type: array}
                  tuple: {type: array, prefixItems: [{type: string}, {type: integer}]}
                  set: {type: array, uniqueItems: true, items: {type: string}}
                  deep:
                    type: array
                    items:
                      type: [array, 'null']
                      items:
                        type: [object, 'null']
                        additionalProperties: {type: [array, 'null'], items: {type: [integer, 'null']}}
                  inline: {type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}
                  self: {$ref: '#/components/schemas/All'}
                  selves: {type: array, items: {$ref: '#/components/schemas/All'}}
                  implied: {properties: {a: {type: string}}}
              Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}
              Forest: {type: object, properties: {tree: {$ref: '#/components/schemas/Tree'}}}
              """));

  private static Object get(String property, String json) {
    return call(CLIENT.read("All", object(property, json)), property);
  }

  private static String object(String property, String json) {
    return "{\"" + property + "\":" + json + "}";
  }

  static List<List<Object>> scalars() {
    return List.of(
        List.of("text", "\"a\"", "a"),
        List.of("integer", "3000000000", 3000000000L),
        List.of("int32", "-2147483648", Integer.MIN_VALUE),
        List.of("int64", "9223372036854775807", Long.MAX_VALUE),
        List.of("big", "18446744073709551615", new BigInteger("18446744073709551615")),
        List.of("number", "0.10", new BigDecimal("0.10")),
        List.of("dbl", "0.1", 0.1),
        List.of("flag", "true", true),
        List.of("day", "\"2013-02-01\"", LocalDate.of(2013, 2, 1)),
        List.of(
            "time",
            "\"2013-02-01T00:51:33+02:00\"",
            OffsetDateTime.parse("2013-02-01T00:51:33+02:00")),
        List.of("uri", "\"https://x.y/%C3%A9\"", URI.create("https://x.y/%C3%A9")),
        List.of("uuid", "\"00000000-0000-0001-0000-000000000002\"", new UUID(1, 2)),
        List.of("bytes", "\"AQI=\"", ByteString.of((byte) 1, (byte) 2)),
        List.of("encoded", "\"AQI=\"", ByteString.of((byte) 1, (byte) 2)),
        List.of("email", "\"a@b\"", "a@b"));
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void eachTypeAndFormatHasItsJavaType(List<Object> property) {
    String name = (String) property.get(0);
    assertEquals(property.get(2), get(name, (String) property.get(1)));
    String json = "{\"" + name + "\":" + property.get(1) + "}";
    assertEquals(json, CLIENT.roundTrip("All", json));
  }

  @ParameterizedTest
  @CsvSource({
    "int32,3000000000",
    "int64,9223372036854775808",
    "integer,1.5",
    "integer,'\"1\"'",
    "number,'\"1\"'",
    "dbl,1e400",
    "flag,1",
    "day,'\"2013-02-30\"'",
    "time,'\"2013-02-01\"'",
    "uri,'\"a b\"'",
    "uuid,'\"1-2-3-4-5\"'",
    "bytes,'\"%\"'",
    "big,1e999999999",
    "nothing,1",
    "set,'[\"a\",\"a\"]'"
  })
  void whatATypeCannotHoldFailsTheDecode(String property, String json) {
    String error =
        String.valueOf(
            assertThrows(
                    JsonDataException.class,
                    () -> CLIENT.readStrictly("All", object(property, json)))
                .getMessage());
    assertTrue(error.startsWith("All: Expected "), error);
    assertTrue(error.contains(" at path $." + property), error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "any|null",
        "any|[1.10,{\"a\":-0}]",
        "anyTrue|{\"a\":null}",
        "never|1e400",
        "nothing|null",
        "free|{\"z\":1,\"a\":null}",
        "map|{\"z\":1,\"a\":2}",
        "patterns|{\"xa\":\"b\",\"c\":1}",
        "named|{\"xa\":null}",
        "list|[\"a\",null]",
        "untyped|[1.0,null]",
        "tuple|[\"a\",1]",
        "set|[\"b\",\"a\"]",
        "deep|[null,[null,{\"a\":null,\"b\":[1,null]}]]",
        "inline|{\"a\":{\"b\":\"c\",\"d\":null}}",
        "self|{\"self\":{}}",
        "selves|[{\"selves\":[]}]",
        "implied|{\"a\":\"b\"}"
      })
  void whateverItHoldsRoundTrips(String property, String value) {
    String json = "{\"" + property + "\":" + value + "}";
    assertEquals(json, CLIENT.roundTrip("All", json));
  }

  /** As docs/generator.md lists them, "What a server sends". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "time|\"2013-02-01t00:51:33.1200+00:00\"|\"2013-02-01T00:51:33.120Z\"",
        "time|\"2013-02-01T00:51Z\"|\"2013-02-01T00:51:00Z\"",
        "uuid|\"A1A2A3A4-B1B2-C1C2-D1D2-D3D4D5D6D7D8\"|\"a1a2a3a4-b1b2-c1c2-d1d2-d3d4d5d6d7d8\"",
        "bytes|\"-_8\"|\"+/8=\"",
        "dbl|5|5.0",
        "dbl|0.12345678901234567890|0.12345678901234568",
        "int32|5.0|5",
        "integer|5e0|5",
        "big|1e2|100",
        "number|1e3|1E+3",
      })
  void aTypeWithOneSpellingIsWrittenInIt(String property, String json, String written) {
    assertEquals(object(property, written), CLIENT.roundTrip("All", object(property, json)));
    assertEquals(List.of(), ((JsonModel) CLIENT.read("All", object(property, json))).deviations());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deep|[[{\"a\":[\"b\"]}]]",
        "list|[1]",
        "map|{\"a\":null}",
        "inline|{\"a\":{\"b\":1}}"
      })
  void itemsAreCheckedAsDeepAsTheContractSays(String property, String json) {
    assertThrows(JsonDataException.class, () -> CLIENT.readStrictly("All", object(property, json)));
  }

  @Test
  void aListOfItselfIsKeptAsItIs() {
    String json = "{\"tree\":[[],[[],[[]]]]}";
    assertEquals(json, CLIENT.roundTrip("Forest", json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"date_time", "when"})
  void anOffsetIsKept(String unlisted) {
    assertEquals(
        "{\"time\":\"2013-02-01T00:51:33.120+02:00\",\"" + unlisted + "\":1}",
        CLIENT.roundTrip(
            "All", "{\"" + unlisted + "\":1,\"time\":\"2013-02-01T00:51:33.12+02:00\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: integer, maximum: 1.8446744073709552e+19} | java.math.BigInteger",
        "{type: integer, minimum: -1e19} | java.math.BigInteger",
        "{type: integer, maximum: 9.223372036854775807e+18} | Long",
        "{type: integer, maximum: 1e3} | Long",
        "{type: []} | Object",
        "{const: null} | Void",
        "{enum: [null]} | Void",
        "{oneOf: [{type: 'null'}]} | Void",
        "{nullable: true} | Object"
      })
  void aSchemaOfAnOddSpellingHasTheTypeThatItMeans(String schema, String type) {
    Contract contract = Contract.parse(GeneratedClient.schemas("A: " + schema + "\n"));
    assertEquals(
        type,
        ContractModel.of(contract, "")
            .javaType(contract.root().at("components").at("schemas").at("A")));
  }
}
