package dev.vitrine.examples

import java.awt.BasicStroke
import java.awt.Color
import java.awt.Font
import java.awt.GradientPaint
import java.awt.RenderingHints
import java.awt.image.BufferedImage
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.nio.file.Files
import java.nio.file.Path
import java.util.Random
import javax.imageio.ImageIO
import javax.sound.sampled.AudioFileFormat
import javax.sound.sampled.AudioFormat
import javax.sound.sampled.AudioInputStream
import javax.sound.sampled.AudioSystem
import kotlin.math.PI
import kotlin.math.sin

/** The demo's files: those of a folder of the user's, or a small set of real media that is drawn here. */
internal object DemoMedia {
    private const val MEBIBYTE = 1024 * 1024
    private const val MAX_FILES = 10_000L
    private const val RATE = 16_000

    /** The regular files below [folder], in the order of their names. */
    fun within(folder: Path): List<Path> =
        Files.walk(folder).use { files ->
            files
                .filter(Files::isRegularFile)
                .sorted()
                .limit(MAX_FILES)
                .toList()
        }

    /** Two pictures, a sound, a document and a large binary; those of the Java demo. */
    fun make(
        folder: Path,
        binaryMebibytes: Int,
    ): List<Path> {
        val png = folder.resolve("aquarium.png")
        ImageIO.write(picture(BufferedImage.TYPE_INT_ARGB, "PNG", Color(12, 66, 110)), "png", png.toFile())
        val jpeg = folder.resolve("showcase.jpg")
        ImageIO.write(picture(BufferedImage.TYPE_INT_RGB, "JPEG", Color(120, 40, 24)), "jpg", jpeg.toFile())
        val wav = folder.resolve("tone.wav").also(::writeTone)
        val pdf = folder.resolve("label.pdf")
        Files.write(pdf, onePage("Vitrine: what went in can be looked at later, unharmed."))
        val binary = folder.resolve("volume.bin")
        writeBinary(binary, binaryMebibytes)
        return listOf(png, jpeg, wav, pdf, binary)
    }

    private fun picture(
        imageType: Int,
        title: String,
        background: Color,
    ) = BufferedImage(640, 400, imageType).apply {
        val pen = createGraphics()
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON)
        pen.paint = GradientPaint(0f, 0f, background, 640f, 400f, background.brighter().brighter())
        pen.fillRect(0, 0, 640, 400)
        val places = Random(7)
        pen.stroke = BasicStroke(3f)
        repeat(24) {
            pen.color = Color(255, 255, 255, 60 + places.nextInt(120))
            val size = 10 + places.nextInt(70)
            pen.drawOval(places.nextInt(600), places.nextInt(360), size, size)
        }
        pen.font = Font(Font.SANS_SERIF, Font.BOLD, 64)
        pen.color = Color.WHITE
        pen.drawString(title, 40, 220)
        pen.dispose()
    }

    private fun writeTone(file: Path) {
        val format = AudioFormat(RATE.toFloat(), 16, 1, true, false)
        val samples = ByteArray(2 * RATE)
        for (i in 0 until RATE) {
            val level = (9_000 * sin(2 * PI * 440 * i / RATE)).toInt()
            samples[2 * i] = level.toByte()
            samples[2 * i + 1] = (level shr 8).toByte()
        }
        val tone = AudioInputStream(ByteArrayInputStream(samples), format, (samples.size / format.frameSize).toLong())
        AudioSystem.write(tone, AudioFileFormat.Type.WAVE, file.toFile())
    }

    private fun onePage(text: String): ByteArray {
        val stream = "BT /F1 18 Tf 60 700 Td ($text) Tj ET"
        val objects =
            listOf(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R" +
                    " /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length ${stream.length} >>\nstream\n$stream\nendstream",
                "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            )
        val pdf = ByteArrayOutputStream()
        pdf.write("%PDF-1.4\n".toByteArray(Charsets.US_ASCII))
        val table = StringBuilder("xref\n0 6\n0000000000 65535 f \n")
        objects.forEachIndexed { i, body ->
            table.append("%010d 00000 n \n".format(pdf.size()))
            pdf.write("${i + 1} 0 obj\n$body\nendobj\n".toByteArray(Charsets.US_ASCII))
        }
        table.append("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${pdf.size()}\n%%EOF\n")
        pdf.write(table.toString().toByteArray(Charsets.US_ASCII))
        return pdf.toByteArray()
    }

    private fun writeBinary(
        file: Path,
        mebibytes: Int,
    ) {
        val piece = ByteArray(MEBIBYTE)
        val bytes = Random(42)
        Files.newOutputStream(file).use { out ->
            repeat(mebibytes) {
                bytes.nextBytes(piece)
                out.write(piece)
            }
        }
    }
}
