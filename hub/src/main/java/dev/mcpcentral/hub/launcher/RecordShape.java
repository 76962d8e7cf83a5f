package dev.mcpcentral.hub.launcher;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The components of one record, looked up once, and its canonical constructor. */
record RecordShape(Constructor<?> constructor, List<Member> members) {
  private static final ClassValue<RecordShape> KNOWN =
      new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
          return lookUp(type);
        }
      };

  /** One component. */
  record Member(String name, Type type, Method accessor) {
    @Nullable Object of(Record record) {
      try {
        return accessor.invoke(record);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("reading " + accessor, e);
      }
    }
  }

  static RecordShape of(Class<?> type) {
    return KNOWN.get(type);
  }

  /** The record of this name below a sealed interface, however deep. */
  static Class<?> kind(Class<?> sealed, String name) {
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isRecord() && permitted.getSimpleName().equals(name)) {
        return permitted;
      }
      if (permitted.isInterface()) {
        try {
          return kind(permitted, name);
        } catch (IllegalArgumentException _) {
          // Below another one, perhaps.
        }
      }
    }
    throw new IllegalArgumentException("there is no such " + sealed.getSimpleName());
  }

  List<String> names() {
    return members.stream().map(Member::name).toList();
  }

  /** Whatever the constructor refuses is an {@link IllegalArgumentException}. */
  Object make(List<Object> values, String where) {
    try {
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      Throwable refused = e.getCause();
      String why = refused == null ? null : refused.getMessage();
      throw new IllegalArgumentException(where + ": " + (why == null ? "not possible" : why));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("making a value of " + constructor, e);
    }
  }

  private static RecordShape lookUp(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    if (components == null) {
      throw new IllegalStateException(type + " has no wire form: it is no record");
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      List<Member> members =
          Arrays.stream(components)
              .map(one -> new Member(one.getName(), one.getGenericType(), accessible(one)))
              .toList();
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return new RecordShape(constructor, members);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("every record has a canonical constructor", e);
    }
  }

  private static Method accessible(RecordComponent component) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true);
    return accessor;
  }
}
