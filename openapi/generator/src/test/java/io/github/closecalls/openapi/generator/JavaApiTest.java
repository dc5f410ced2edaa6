package io.github.closecalls.openapi.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.closecalls.openapi.generator.JavaApi.Kind;
import io.github.closecalls.openapi.generator.JavaApi.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaApiTest {
  private static final String CONTRACT =
      """
      openapi: 3.1.0
      paths:
        /thing/{id}/:
          put:
            operationId: things_replace
            tags: [internal_things]
            parameters:
              - {name: id, in: path, required: true, schema: {type: string}}
              - {name: limit, in: query, schema: {type: integer}}
            requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}
            responses: {'204': {description: done}}
      components:
        schemas:
          Thing:
            type: object
            required: [made_at]
            properties:
              made_at: {type: string, format: date-time}
              size: {type: [integer, 'null']}
              color: {type: string, enum: [red]}
      """;

  private static List<Member> members(Kind kind) {
    return JavaApi.of(Contract.parse(CONTRACT), "internal_").members().stream()
        .filter(member -> member.kind() == kind)
        .toList();
  }

  @Test
  void aCallSaysWhatItSendsAndGives() {
    assertEquals(
        List.of(
            new Member(
                "/paths/~1thing~1{id}~1/put",
                Kind.CALL,
                "ThingsApi.replace(…)",
                "@Headers(\"Content-Type: application/json\"), @PUT(\"thing/{id}/\"),"
                    + " @Path(\"id\") String, @Query(\"limit\") @Nullable Long, @Body Thing,"
                    + " gives Void",
                false)),
        members(Kind.CALL));
  }

  @Test
  void anAccessorSaysItsTypeItsNameOnTheWireAndWhetherItMayGiveNull() {
    String properties = "/components/schemas/Thing/properties/";

    assertEquals(
        List.of(
            new Member(
                "/components/schemas/Thing",
                Kind.ACCESSOR,
                "Thing.additionalProperties()",
                "Object",
                true),
            new Member(
                properties + "made_at",
                Kind.ACCESSOR,
                "Thing.madeAt()",
                "OffsetDateTime \"made_at\"",
                false),
            new Member(properties + "size", Kind.ACCESSOR, "Thing.size()", "Long \"size\"", true),
            new Member(
                properties + "color",
                Kind.ACCESSOR,
                "Thing.color()",
                "ThingColor \"color\"",
                true)),
        members(Kind.ACCESSOR));
  }

  @Test
  void aTypeSaysWhichSchemaItIsGeneratedFrom() {
    assertEquals(
        List.of("/components/schemas/Thing", "/components/schemas/Thing/properties/color"),
        members(Kind.TYPE).stream().map(Member::pointer).sorted().toList());
    assertEquals("ThingColor.RED", members(Kind.CONSTANT).get(0).name());
  }
}
