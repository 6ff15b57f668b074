import {markup} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {rpc} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {redirect} from "@web/core/utils/urls";
import {SignatureForm} from "@portal/signature_form/signature_form";

/**
 * Odoo's signature form, on the exact text one has read: the box comes first, and a
 * refusal keeps the name and the drawing where they are.
 */
export class CharterSignForm extends SignatureForm {
    static template = "code_social.CharterSignForm";

    setup() {
        super.setup();
        Object.assign(this.state, {
            read: false,
            // Once opened the frame stays: closing it would lose the drawing.
            opened: false,
            sending: false,
            changed: false,
            callUrl: this.props.callUrl,
            contentHash: this.props.contentHash,
            sendLabel: this.props.sendLabel,
        });
    }

    get readLabel() {
        return this.state.changed || this.props.changes
            ? _t("I have read what changed")
            : _t("I have read the text");
    }

    get changedHtml() {
        return markup(this.state.changed);
    }

    onRead(ev) {
        this.state.read = ev.target.checked;
        if (this.state.read && !this.state.opened) {
            this.state.opened = true;
            // The bar led here; from now on the form has the one button that signs.
            document.querySelector(".cs-act")?.toggleAttribute("hidden", true);
        }
    }

    async onClickSubmit() {
        this.state.sending = true;
        this.state.error = false;
        const signature = this.signature.getSignatureImage().split(",")[1] || "";
        try {
            const answer = await rpc(this.state.callUrl, {
                name: this.signature.name,
                signature,
                content_hash: this.state.contentHash,
                read: this.state.read,
            });
            if (answer.redirect_url) {
                redirect(answer.redirect_url);
                return;
            }
            this.refused(answer);
        } catch {
            this.state.error = _t(
                "The network did not answer. Nothing is lost: try once more.",
            );
        }
        this.state.sending = false;
    }

    refused({error, changed}) {
        this.state.error = error;
        if (changed) {
            Object.assign(this.state, {
                changed: changed.html,
                read: false,
                callUrl: changed.callUrl,
                contentHash: changed.contentHash,
                sendLabel: changed.sendLabel,
            });
        }
    }
}

registry.category("public_components").add("code_social.sign_form", CharterSignForm);
