package io.github.closecalls.compatibility;

import static io.github.closecalls.compatibility.Change.Kind.ADDITIVE;
import static io.github.closecalls.compatibility.Change.Kind.BREAKING;
import static io.github.closecalls.compatibility.Findings.NOTHING;

import io.github.closecalls.openapi.generator.JavaApi;
import io.github.closecalls.openapi.generator.JavaApi.Member;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the Java that two contracts give, whatever they call things themselves.
 *
 * <p>It comes last, and adds what no comparison of schemas or operations has said: a name that gave
 * another name its number, a tag, a type that a construct far away decides.
 */
final class Java {
  private final Map<String, Member> before;
  private final Map<String, Member> after;
  private final Schemas schemas;
  private final Findings findings;

  Java(JavaApi before, JavaApi after, Schemas schemas, Findings findings) {
    this.schemas = schemas;
    this.findings = findings;
    this.before = byName(before);
    this.after = byName(after);
  }

  private Map<String, Member> byName(JavaApi api) {
    Map<String, Member> members = new LinkedHashMap<>();
    for (Member member : api.members()) {
      // Whether a parameter may be null is whether it is required, which is compared as such.
      String signature =
          member.kind() == JavaApi.Kind.CALL
              ? member.signature().replace("@Nullable ", "")
              : member.signature();
      members.put(
          member.name(),
          new Member(
              schemas.realPlace(member.pointer()),
              member.kind(),
              member.name(),
              signature,
              member.nullable()));
    }
    return members;
  }

  /** The schemas that declare a type, by the type's name. */
  static Map<String, String> types(JavaApi api) {
    Map<String, String> types = new LinkedHashMap<>();
    for (Member member : api.members()) {
      if (member.kind() == JavaApi.Kind.TYPE) {
        types.put(member.name(), member.pointer());
      }
    }
    return types;
  }

  void judge() {
    Map<String, Member> renamed = new HashMap<>();
    after.forEach(
        (name, member) -> {
          if (!before.containsKey(name)) {
            renamed.put(member.kind() + " " + member.pointer(), member);
          }
        });
    before.forEach(
        (name, was) -> {
          Member is = after.get(name);
          if (is == null) {
            gone(was, renamed.get(was.kind() + " " + was.pointer()));
          } else {
            changed(was, is);
          }
        });
    after.forEach(
        (name, is) -> {
          if (!before.containsKey(name) && !findings.about(is.pointer(), ADDITIVE)) {
            add(ADDITIVE, is.pointer(), NOTHING, name, "There is more that code can use.");
          }
        });
  }

  private void gone(Member was, @Nullable Member renamed) {
    // A name is a finding of its own; that a part went with the whole is not.
    boolean nameOnly = renamed != null && was.kind() == JavaApi.Kind.CALL;
    boolean said = !nameOnly && findings.about(was.pointer(), BREAKING);
    if (!said) {
      add(
          BREAKING,
          was.pointer(),
          was.name(),
          renamed == null ? NOTHING : renamed.name(),
          "Java code that names it no longer compiles.");
    }
  }

  private void changed(Member was, Member is) {
    if (!was.signature().equals(is.signature()) && !findings.within(is.pointer(), BREAKING)) {
      add(
          BREAKING,
          is.pointer(),
          was.name() + ": " + was.signature(),
          is.signature(),
          "Java code that uses it no longer compiles, or sends something else.");
    }
    boolean gives = was.kind() == JavaApi.Kind.ACCESSOR;
    boolean worse = gives ? is.nullable() && !was.nullable() : was.nullable() && !is.nullable();
    boolean judged = !gives && schemas.isNullnessJudged(is.pointer());
    if (worse && !judged && !findings.about(is.pointer(), BREAKING)) {
      add(
          BREAKING,
          is.pointer(),
          was.name() + (was.nullable() ? " takes null" : " never gives null"),
          is.nullable() ? "may give null" : "takes no null",
          "Code that relies on it fails with a NullPointerException.");
    }
  }

  private void add(Change.Kind kind, String pointer, String was, String is, String effect) {
    findings.addJava(kind, pointer, was, is, effect);
  }
}
