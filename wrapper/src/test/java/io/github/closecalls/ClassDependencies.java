package io.github.closecalls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Which classes of a folder use which others there, as their class files say.
 *
 * <p>A nested class counts as its outer one. That a sealed type lists who may extend it counts as
 * no use, since each of them has to name that type. Constants leave no trace: the compiler copies
 * them.
 */
final class ClassDependencies {
  private final SortedMap<String, SortedSet<String>> uses = new TreeMap<>();

  private ClassDependencies() {}

  /**
   * Reads the class files of a folder, those of all packages below it.
   *
   * @param folder such as {@code target/classes}
   */
  static ClassDependencies in(Path folder) throws IOException {
    ClassDependencies dependencies = new ClassDependencies();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("module-info.class")) {
          dependencies.read(new ClassReader(Files.readAllBytes(file)));
        }
      }
    }
    dependencies.uses.values().forEach(used -> used.retainAll(dependencies.uses.keySet()));
    return dependencies;
  }

  private void read(ClassReader file) {
    String user = outermost(file.getClassName());
    SortedSet<String> used = uses.computeIfAbsent(user, name -> new TreeSet<>());
    Remapper collector =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String internalName) {
            used.add(outermost(internalName));
            return internalName;
          }
        };
    file.accept(
        new ClassRemapper(new ClassWriter(0), collector) {
          @Override
          public void visitPermittedSubclass(String subclass) {}
        },
        0);
    used.remove(user);
  }

  private static String outermost(String internalName) {
    int nested = internalName.indexOf('$');
    return (nested < 0 ? internalName : internalName.substring(0, nested)).replace('/', '.');
  }

  /** Returns the names of all classes. */
  SortedSet<String> classes() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(uses.keySet()));
  }

  /**
   * Returns, for each class that is in a cycle, a shortest one, such as {@code A -> B -> A}.
   *
   * @return the cycles, in simple names
   */
  SortedSet<String> cycles() {
    SortedSet<String> cycles = new TreeSet<>();
    for (String start : uses.keySet()) {
      List<String> cycle = cycle(start);
      cycle.replaceAll(name -> name.substring(name.lastIndexOf('.') + 1));
      if (!cycle.isEmpty()) {
        Collections.rotate(cycle, -cycle.indexOf(Collections.min(cycle)));
        cycles.add(String.join(" -> ", cycle) + " -> " + cycle.get(0));
      }
    }
    return cycles;
  }

  /** Returns the classes of a shortest cycle, or none; found breadth first. */
  private List<String> cycle(String start) {
    Map<String, String> users = new HashMap<>();
    Deque<String> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      String user = queue.remove();
      for (String used : uses.getOrDefault(user, Collections.emptySortedSet())) {
        if (used.equals(start)) {
          List<String> cycle = new ArrayList<>();
          for (String name = user; name != null; name = users.get(name)) {
            cycle.add(0, name);
          }
          return cycle;
        }
        if (users.putIfAbsent(used, user) == null) {
          queue.add(used);
        }
      }
    }
    return new ArrayList<>();
  }
}
