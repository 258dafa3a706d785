package dev.vitrine.kotlin

import dev.vitrine.json.JsonValue
import dev.vitrine.json.TypeRef
import dev.vitrine.reactor.media.MediaHandle
import kotlin.reflect.KClass

/** The type argument as Vitrine takes it, with its own arguments: `typeRef<List<Answer>>()`. */
public inline fun <reified T : Any> typeRef(): TypeRef<T> = object : TypeRef<T>() {}

/** This value as a `T`, whose type arguments are kept: `asType<List<Answer>>()`. Null for JSON `null`. */
public inline fun <reified T : Any> JsonValue.asType(): T? = `as`(typeRef<T>())

/** This value as an instance of [type], for where the type is known at run time only. Null for JSON `null`. */
public fun <T : Any> JsonValue.asType(type: KClass<T>): T? = `as`(type.javaObjectType)

/** The handles of the media in this value, in the order of the document; those of items that were pulled have some. */
public fun JsonValue.media(): List<MediaHandle> = MediaHandle.`in`(this)
