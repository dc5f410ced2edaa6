package io.github.closecalls.consumers;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.Field;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program under a debugger and notes each call of the reflection API that does not come from
 * the JDK itself: what a native image has to be told of.
 */
final class ReflectionObserver {
  private static final Map<String, Set<String>> ENTRIES =
      Map.of(
          "java.lang.Class",
          Set.of(
              "forName",
              "getConstructor",
              "getConstructors",
              "getDeclaredConstructor",
              "getDeclaredConstructors",
              "getDeclaredField",
              "getDeclaredFields",
              "getDeclaredMethod",
              "getDeclaredMethods",
              "getField",
              "getFields",
              "getMethod",
              "getMethods",
              "getRecordComponents",
              "getResource",
              "getResourceAsStream",
              "newInstance"),
          "java.lang.reflect.Constructor",
          Set.of("newInstance"),
          "java.lang.reflect.Field",
          Set.of("get", "set"),
          "java.lang.reflect.Method",
          Set.of("invoke"),
          "java.lang.reflect.Proxy",
          Set.of("newProxyInstance"));

  /**
   * A call of the reflection API.
   *
   * @param api the method that was called
   * @param target the classes and names that it was asked for
   * @param by the class that called it
   */
  record Access(String api, String target, String by) implements Comparable<Access> {
    @Override
    public int compareTo(Access other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return by + " calls " + api + " on " + target;
    }
  }

  private ReflectionObserver() {}

  /** Runs a class of the tests; fails if it does not end with the exit code 0. */
  static Set<Access> run(Class<?> program) throws Exception {
    LaunchingConnector launcher = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> arguments = launcher.defaultArguments();
    arguments.get("options").setValue("-cp \"" + System.getProperty("java.class.path") + "\"");
    arguments.get("main").setValue(program.getName());
    VirtualMachine jvm = launcher.launch(arguments);
    try {
      ENTRIES
          .keySet()
          .forEach(
              type -> {
                jvm.classesByName(type).forEach(ReflectionObserver::stopIn);
                ClassPrepareRequest later = jvm.eventRequestManager().createClassPrepareRequest();
                later.addClassFilter(type);
                later.enable();
              });
      return observe(jvm);
    } finally {
      jvm.process().destroyForcibly();
    }
  }

  private static void stopIn(ReferenceType type) {
    Set<String> names = ENTRIES.get(type.name());
    for (Method method : type.methods()) {
      if (names.contains(method.name()) && method.isPublic() && method.location() != null) {
        type.virtualMachine()
            .eventRequestManager()
            .createBreakpointRequest(method.location())
            .enable();
      }
    }
  }

  private static Set<Access> observe(VirtualMachine jvm) throws Exception {
    Set<Access> accesses = new TreeSet<>();
    try {
      while (true) {
        EventSet events = jvm.eventQueue().remove();
        for (Event event : events) {
          if (event instanceof BreakpointEvent stop) {
            note(stop.thread(), accesses);
          } else if (event instanceof ClassPrepareEvent loaded) {
            stopIn(loaded.referenceType());
          }
        }
        events.resume();
      }
    } catch (VMDisconnectedException e) {
      int exit = jvm.process().waitFor();
      if (exit != 0) {
        throw new AssertionError("The observed program failed: " + text(jvm.process()), e);
      }
    }
    return accesses;
  }

  private static String text(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void note(ThreadReference thread, Set<Access> accesses)
      throws IncompatibleThreadStateException {
    if (thread.frameCount() < 2) {
      return;
    }
    String by = thread.frame(1).location().declaringType().name();
    if (by.matches("(java|javax|jdk|sun|com\\.sun)\\..*")) {
      return;
    }
    StackFrame frame = thread.frame(0);
    Method api = frame.location().method();
    List<Value> target = new ArrayList<>(frame.getArgumentValues());
    target.add(0, frame.thisObject());
    accesses.add(
        new Access(
            api.declaringType().name() + "." + api.name(),
            target.stream()
                .filter(ReflectionObserver::isNamed)
                .map(ReflectionObserver::name)
                .collect(Collectors.joining(" ")),
            by));
  }

  private static boolean isNamed(@Nullable Value value) {
    return value instanceof StringReference
        || value instanceof ArrayReference
        || value instanceof ClassObjectReference
        || (value instanceof ObjectReference member
            && member.referenceType().name().startsWith("java.lang.reflect."));
  }

  private static String name(Value value) {
    if (value instanceof ClassObjectReference type) {
      return type.reflectedType().name();
    }
    if (value instanceof StringReference text) {
      return text.value();
    }
    if (value instanceof ArrayReference array) {
      return array.getValues().stream()
          .filter(ClassObjectReference.class::isInstance)
          .map(ReflectionObserver::name)
          .collect(Collectors.joining(","));
    }
    ObjectReference member = (ObjectReference) value;
    Field name = member.referenceType().fieldByName("name");
    return name(member.getValue(member.referenceType().fieldByName("clazz")))
        + (name == null ? "" : "." + name(member.getValue(name)));
  }
}
