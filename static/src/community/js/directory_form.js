import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

const LIMIT = 200;

/** Shows one's few words on the card while they are typed. The form works without. */
export class DirectoryForm extends Interaction {
    static selector = ".cs-directory";
    dynamicContent = {
        "[name=directory_words]": {"t-on-input": this.show},
    };

    show(ev) {
        const words = ev.target.value;
        const left = LIMIT - words.trim().length;
        this.el.querySelector(".cs-preview-words").textContent = words;
        this.el.querySelector(".cs-words-left").textContent =
            left < 0 ? _t("%s too many.", -left) : "";
    }
}

registry
    .category("public.interactions")
    .add("code_social.directory_form", DirectoryForm);
