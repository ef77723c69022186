package io.roomscribe.protocol.configuration;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a feature's own type of setting: how its values are written, for people. Such a type has a
/// public `static parse(String)`, which throws an [IllegalArgumentException] saying what was
/// expected, and a `toString()` that writes what `parse` reads.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SettingForm {
    String value();
}
