import com.itextpdf.forms.form.element.SignatureFieldAppearance;
import com.itextpdf.kernel.font.PdfFontFactory;
import com.itextpdf.kernel.geom.Rectangle;
import com.itextpdf.kernel.pdf.PdfReader;
import com.itextpdf.kernel.pdf.StampingProperties;
import com.itextpdf.signatures.AccessPermissions;
import com.itextpdf.signatures.BouncyCastleDigest;
import com.itextpdf.signatures.PdfSigner;
import com.itextpdf.signatures.PrivateKeySignature;
import com.itextpdf.signatures.SignerProperties;
import com.lowagie.text.pdf.PdfSignatureAppearance;
import com.lowagie.text.pdf.PdfStamper;

import java.io.FileOutputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/**
 * Programs from which many others that sign are made.
 *
 * <pre>
 * java -cp 'JARS/*' Altri.java KEYS ORIGINAL FOLDER FONT
 * java -cp 'JARS/*' Altri.java KEYS campi FONT [PROGRAM FIELD SOURCE TARGET]…
 * </pre>
 *
 * {@code campi} signs each SOURCE in FIELD with {@code itext} or {@code openpdf}, one after the other.
 */
public class Altri {
    private static PrivateKey key;
    private static Certificate[] chain;
    private static String font;

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider());
        char[] password = "prova".toCharArray();
        KeyStore store = KeyStore.getInstance(Path.of(arguments[0], "firma.p12").toFile(), password);
        String alias = store.aliases().nextElement();
        key = (PrivateKey) store.getKey(alias, password);
        chain = store.getCertificateChain(alias);
        if (arguments[1].equals("campi")) {
            font = arguments[2];
            for (int i = 3; i < arguments.length; i += 4) {
                if (arguments[i].equals("itext")) {
                    itext(arguments[i + 2], arguments[i + 3], arguments[i + 1], null, null);
                } else {
                    openpdf(arguments[i + 2], arguments[i + 3], arguments[i + 1], false);
                }
            }
            return;
        }
        font = arguments[3];
        String original = arguments[1];
        String itext = arguments[2] + "/itext-";
        String openpdf = arguments[2] + "/openpdf-";
        Rectangle mark = new Rectangle(200, 300, 200, 60);
        itext(original, itext + "campo.pdf", "Firma1", null, null);
        itext(original, itext + "certificata.pdf", "Firma1", null, AccessPermissions.FORM_FIELDS_MODIFICATION);
        itext(itext + "campo.pdf", itext + "due-campi.pdf", "Firma2", null, null);
        itext(original, itext + "campo-suo.pdf", "Altra", null, null);
        itext(itext + "campo.pdf", itext + "secondo-campo-suo.pdf", "Altra", null, null);
        itext(original, itext + "segno-altrove.pdf", "Altra", mark, null);
        openpdf(original, openpdf + "campo.pdf", "Firma1", false);
        openpdf(original, openpdf + "certificata.pdf", "Firma1", true);
        openpdf(openpdf + "campo.pdf", openpdf + "due-campi.pdf", "Firma2", false);
        openpdf(original, openpdf + "campo-suo.pdf", null, false);
        itext(openpdf + "campo.pdf", openpdf + "e-itext.pdf", "Firma2", null, null);
    }

    private static void itext(String source, String target, String field, Rectangle place, AccessPermissions certified)
            throws Exception {
        StampingProperties append = new StampingProperties().useAppendMode();
        PdfSigner signer = new PdfSigner(new PdfReader(source), new FileOutputStream(target), append);
        SignatureFieldAppearance look = new SignatureFieldAppearance(SignerProperties.IGNORED_ID);
        look.setContent("Firmato da Mario Rossi");
        look.setFont(PdfFontFactory.createFont(font, PdfFontFactory.EmbeddingStrategy.FORCE_EMBEDDED));
        SignerProperties properties = new SignerProperties().setFieldName(field).setReason("Approvazione");
        properties.setSignatureAppearance(look);
        if (place != null) {
            properties.setPageNumber(1).setPageRect(place);
        }
        if (certified != null) {
            properties.setCertificationLevel(certified);
        }
        signer.setSignerProperties(properties);
        PrivateKeySignature signature = new PrivateKeySignature(key, "SHA-256", "BC");
        signer.signDetached(new BouncyCastleDigest(), signature, chain, null, null, null, 0, PdfSigner.CryptoStandard.CADES);
    }

    private static void openpdf(String source, String target, String field, boolean certified) throws Exception {
        com.lowagie.text.pdf.PdfReader reader = new com.lowagie.text.pdf.PdfReader(source);
        PdfStamper stamper = PdfStamper.createSignature(reader, new FileOutputStream(target), '\0', null, true);
        PdfSignatureAppearance look = stamper.getSignatureAppearance();
        X509Certificate[] certificates = Arrays.copyOf(chain, chain.length, X509Certificate[].class);
        look.setCrypto(key, certificates, null, PdfSignatureAppearance.WINCER_SIGNED);
        if (field != null) {
            look.setVisibleSignature(field);
        }
        if (certified) {
            look.setCertificationLevel(PdfSignatureAppearance.CERTIFIED_FORM_FILLING);
        }
        stamper.close();
    }
}
