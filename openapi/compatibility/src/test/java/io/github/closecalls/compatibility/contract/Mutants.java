package io.github.closecalls.compatibility.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes every small change to a contract: each key, each scalar, each item, each null. */
final class Mutants {
  enum Edit {
    DELETE,
    RENAME,
    SCALAR,
    REMOVE_ITEM,
    ADD_ITEM,
    FLIP_NULL
  }

  /** One change; it can be made to any copy of the document. */
  record Mutant(Edit kind, String pointer, UnaryOperator<Map<String, Object>> change) {
    Map<String, Object> of(Map<String, Object> document) {
      return change.apply(Documents.object(Documents.copy(document)));
    }

    @Override
    public String toString() {
      return kind + " " + pointer;
    }
  }

  private final List<Mutant> mutants = new ArrayList<>();

  private Mutants() {}

  static List<Mutant> of(Map<String, Object> document) {
    Mutants mutants = new Mutants();
    mutants.visit("", document);
    return mutants.mutants;
  }

  private void visit(String pointer, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, member) -> {
            String name = (String) key;
            String inner = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
            add(Edit.DELETE, inner, pointer, holder -> Documents.object(holder).remove(name));
            add(Edit.RENAME, inner, pointer, holder -> rename(Documents.object(holder), name));
            if (!(member instanceof Map || member instanceof List)) {
              add(
                  Edit.SCALAR,
                  inner,
                  pointer,
                  holder -> Documents.object(holder).put(name, other(member)));
            }
            visit(inner, member);
          });
      if (map.get("type") instanceof String || map.get("type") instanceof List) {
        add(Edit.FLIP_NULL, pointer, pointer, holder -> flip(Documents.object(holder)));
      }
      if (map.get("$ref") instanceof String reference) {
        add(
            Edit.FLIP_NULL,
            pointer,
            pointer,
            holder -> {
              Documents.object(holder).clear();
              Documents.object(holder)
                  .put("anyOf", List.of(Map.of("$ref", reference), Map.of("type", "null")));
            });
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        int index = i;
        String inner = pointer + "/" + i;
        add(Edit.REMOVE_ITEM, inner, pointer, holder -> Documents.array(holder).remove(index));
        if (!(list.get(i) instanceof Map)) {
          add(
              Edit.SCALAR,
              inner,
              pointer,
              holder -> Documents.array(holder).set(index, other(list.get(index))));
        }
        visit(inner, list.get(i));
      }
      add(
          Edit.ADD_ITEM,
          pointer,
          pointer,
          holder -> Documents.array(holder).add(another(list.get(0))));
    }
  }

  private void add(
      Edit kind, String pointer, String holder, java.util.function.Consumer<Object> change) {
    mutants.add(
        new Mutant(
            kind,
            pointer,
            document -> {
              change.accept(Documents.at(document, holder));
              return document;
            }));
  }

  private static void rename(Map<String, Object> object, String name) {
    Map<String, Object> before = new LinkedHashMap<>(object);
    object.clear();
    before.forEach((key, value) -> object.put(key.equals(name) ? key + "X" : key, value));
  }

  private static Object other(Object scalar) {
    if (scalar instanceof Boolean truth) {
      return !truth;
    }
    return scalar instanceof Number number
        ? new BigDecimal(number.toString()).add(BigDecimal.ONE)
        : scalar + "X";
  }

  private static Object another(Object item) {
    if (item instanceof Map) {
      Map<String, Object> copy = Documents.object(Documents.copy(item));
      copy.replaceAll((key, value) -> value instanceof String ? value + "Y" : value);
      // A place for a parameter is one of four words.
      copy.computeIfPresent("in", (key, value) -> "header");
      return copy;
    }
    return item + "Y";
  }

  private static void flip(Map<String, Object> schema) {
    List<Object> types = new ArrayList<>();
    if (schema.get("type") instanceof List<?> several) {
      types.addAll(several);
    } else {
      types.add(schema.get("type"));
    }
    if (!types.remove("null")) {
      types.add("null");
    }
    schema.put("type", types);
  }
}
